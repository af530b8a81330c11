"""The named people of the tests, everywhere the same.

Ana, Ben and Cy sit in the circle with their phones, Rose without one. Fay facilitates, Cora coordinates, Ada
administers. Olu belongs to another organization.
"""

CIRCLE = ("Ana", "Ben", "Cy")
WITHOUT_PHONE = "Rose"
FACILITATOR = "Fay"
COORDINATOR = "Cora"
ADMINISTRATOR = "Ada"
STRANGER = "Olu"
