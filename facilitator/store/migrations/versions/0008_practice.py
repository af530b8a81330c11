"""Practice: debriefs, the learning log with its evidence, renewal periods, rule packs of an organization's own"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('debriefs',
    sa.Column('evening', sa.String(length=40), nullable=False),
    sa.Column('member_id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('group_id', sa.String(length=40), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('shared', sa.Boolean(), nullable=False),
    sa.Column('key', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_debriefs_organization_id')),
    sa.PrimaryKeyConstraint('evening', 'member_id', name=op.f('pk_debriefs')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('debriefs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_debriefs_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_debriefs_organization_id'), ['organization_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_debriefs_group_id'), ['group_id'], unique=False)

    op.create_table('learning_entries',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('member_id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('key', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_learning_entries_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learning_entries')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('learning_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learning_entries_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_learning_entries_organization_id'), ['organization_id'], unique=False)

    op.create_table('evidence_files',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('entry_id', sa.String(length=40), nullable=False),
    sa.Column('member_id', sa.String(length=40), nullable=False),
    sa.Column('key', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['learning_entries.id'], name=op.f('fk_evidence_files_entry_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_files')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('evidence_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_files_entry_id'), ['entry_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_files_member_id'), ['member_id'], unique=False)

    op.create_table('renewals',
    sa.Column('member_id', sa.String(length=40), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('pack', sa.String(length=40), nullable=False),
    sa.Column('carried', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_renewals_organization_id')),
    sa.PrimaryKeyConstraint('member_id', 'starts_on', name=op.f('pk_renewals'))
    )
    with op.batch_alter_table('renewals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_renewals_organization_id'), ['organization_id'], unique=False)

    op.create_table('rule_packs',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_rule_packs_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_packs'))
    )
    with op.batch_alter_table('rule_packs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_packs_organization_id'), ['organization_id'], unique=False)


def downgrade() -> None:
    for table in ('rule_packs', 'renewals', 'evidence_files', 'learning_entries', 'debriefs'):
        op.drop_table(table)
