"""Members: people with an account in an organization. Set-up, sign-in, invitations, roles."""
