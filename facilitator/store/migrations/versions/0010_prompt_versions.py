"""Versions of a shared prompt"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('prompt_versions',
    sa.Column('prompt_id', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('said', sa.String(length=280), nullable=False),
    sa.Column('made_by', sa.String(length=40), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['prompt_id'], ['group_prompts.id'], name=op.f('fk_prompt_versions_prompt_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('prompt_id', 'number', name=op.f('pk_prompt_versions'))
    )


def downgrade() -> None:
    op.drop_table('prompt_versions')
