"""Shared practice: a directory, practice circles and their hours, what is said of shared plans and prompts"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('resources',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('about', sa.String(length=300), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('hours', sa.String(length=120), nullable=False),
    sa.Column('languages', sa.String(length=120), nullable=False),
    sa.Column('cost', sa.String(length=120), nullable=False),
    sa.Column('way', sa.String(length=400), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('archived_at', sa.BigInteger(), nullable=True),
    sa.Column('before', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_resources_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resources'))
    )
    op.create_index(op.f('ix_resources_organization_id'), 'resources', ['organization_id'], unique=False)

    op.create_table('practice_circles',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('agenda', sa.Text(), nullable=False),
    sa.Column('led_by', sa.String(length=40), nullable=False),
    sa.Column('presenters', sa.Text(), nullable=False),
    sa.Column('unclaimed', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_practice_circles_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_circles')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_practice_circles_organization_id'), 'practice_circles', ['organization_id'], unique=False)

    op.create_table('hours_vouchers',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('circle_id', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['circle_id'], ['practice_circles.id'], name=op.f('fk_hours_vouchers_circle_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_vouchers')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_hours_vouchers_circle_id'), 'hours_vouchers', ['circle_id'], unique=False)

    op.create_table('hours_claims',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hours_claims')),
    sqlite_with_rowid=False
    )

    op.create_table('library_pieces',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('plan_id', sa.String(length=40), nullable=True),
    sa.Column('prompt_id', sa.String(length=40), nullable=True),
    sa.Column('made_by', sa.String(length=40), nullable=False),
    sa.Column('learned', sa.Text(), nullable=False),
    sa.Column('depth', sa.String(length=10), nullable=False),
    sa.Column('setting', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=5), nullable=False),
    sa.Column('tags', sa.Text(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('credit', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_library_pieces_organization_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_library_pieces_plan_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['prompt_id'], ['group_prompts.id'], name=op.f('fk_library_pieces_prompt_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_library_pieces')),
    sa.UniqueConstraint('plan_id', name=op.f('uq_library_pieces_plan_id')),
    sa.UniqueConstraint('prompt_id', name=op.f('uq_library_pieces_prompt_id'))
    )
    op.create_index(op.f('ix_library_pieces_organization_id'), 'library_pieces', ['organization_id'], unique=False)

    op.create_table('plan_versions',
    sa.Column('plan_id', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('rounds', sa.Text(), nullable=False),
    sa.Column('said', sa.String(length=280), nullable=False),
    sa.Column('made_by', sa.String(length=40), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plans.id'], name=op.f('fk_plan_versions_plan_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('plan_id', 'number', name=op.f('pk_plan_versions'))
    )

    op.create_table('trials',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('piece_id', sa.String(length=40), nullable=False),
    sa.Column('member_id', sa.String(length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('removed_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['piece_id'], ['library_pieces.id'], name=op.f('fk_trials_piece_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trials'))
    )
    op.create_index(op.f('ix_trials_piece_id'), 'trials', ['piece_id'], unique=False)

    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('practice', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('group_prompts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('shared', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('group_prompts', schema=None) as batch_op:
        batch_op.drop_column('shared')
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.drop_column('practice')
    for table in ('trials', 'plan_versions', 'library_pieces', 'hours_claims', 'hours_vouchers', 'practice_circles',
                  'resources'):
        op.drop_table(table)
