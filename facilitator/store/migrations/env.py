"""Alembic's entry point. Called by store/migrating.py, which hands over a connection."""

from alembic import context

from facilitator.store.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
