"""Attendance: heads, months, signatures, proofs, what left the house, the audit trail"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('key_checks',
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_key_checks'))
    )
    op.create_table('proof_keys',
    sa.Column('id', sa.String(length=16), nullable=False),
    sa.Column('public', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('retired_on', sa.Date(), nullable=True),
    sa.Column('revoked_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proof_keys'))
    )
    op.create_table('sealed_slips',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('meeting', sa.String(length=40), nullable=False),
    sa.Column('signature', sa.Boolean(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sealed_slips')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('sealed_slips', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sealed_slips_meeting'), ['meeting'], unique=False)

    op.create_table('spent_slips',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('good_until', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_spent_slips')),
    sqlite_with_rowid=False
    )
    op.create_table('vouchers',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('meeting', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vouchers')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('vouchers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vouchers_meeting'), ['meeting'], unique=False)

    op.create_table('audit',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('member', sa.String(length=40), nullable=False),
    sa.Column('what', sa.String(length=40), nullable=False),
    sa.Column('about', sa.String(length=80), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_audit_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit'))
    )
    with op.batch_alter_table('audit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_about'), ['about'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_organization_id'), ['organization_id'], unique=False)

    op.create_table('frozen_months',
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('month', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_frozen_months_organization_id')),
    sa.PrimaryKeyConstraint('organization_id', 'month', name=op.f('pk_frozen_months')),
    sqlite_with_rowid=False
    )
    op.create_table('releases',
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('period', sa.String(length=10), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_releases_organization_id')),
    sa.PrimaryKeyConstraint('organization_id', 'period', name=op.f('pk_releases')),
    sqlite_with_rowid=False
    )
    op.create_table('months',
    sa.Column('group_id', sa.String(length=40), nullable=False),
    sa.Column('month', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('organization_id', sa.String(length=40), nullable=False),
    sa.Column('meetings', sa.Integer(), nullable=False),
    sa.Column('cancelled', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('heads', sa.Integer(), nullable=False),
    sa.Column('remote', sa.Integer(), nullable=False),
    sa.Column('group_first', sa.Integer(), nullable=False),
    sa.Column('group_again', sa.Integer(), nullable=False),
    sa.Column('year_first', sa.Integer(), nullable=False),
    sa.Column('year_again', sa.Integer(), nullable=False),
    sa.Column('signed', sa.Integer(), nullable=False),
    sa.Column('person_minutes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['groups.id'], name=op.f('fk_months_group_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_months_organization_id')),
    sa.PrimaryKeyConstraint('group_id', 'month', name=op.f('pk_months')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('months', schema=None) as batch_op:
        batch_op.create_index('ix_months_organization_id_month', ['organization_id', 'month', 'group_id', 'meetings', 'cancelled', 'minutes',
            'heads', 'remote', 'group_first', 'group_again', 'year_first', 'year_again', 'signed', 'person_minutes'], unique=False)

    op.create_table('signatures',
    sa.Column('id', sa.String(length=40), nullable=False),
    sa.Column('held_id', sa.String(length=40), nullable=False),
    sa.Column('bucket', sa.String(length=60), nullable=False),
    sa.Column('key', sa.Integer(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['held_id'], ['held.id'], name=op.f('fk_signatures_held_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signatures')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('signatures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signatures_bucket'), ['bucket'], unique=False)
        batch_op.create_index(batch_op.f('ix_signatures_held_id'), ['held_id'], unique=False)

    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paper_name', sa.String(length=80), server_default='', nullable=False))

    with op.batch_alter_table('held', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heads', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('remote', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('group_first', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('group_again', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('year_first', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('year_again', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('arrivals', sa.Text(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('stays', sa.Text(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('signed', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('cancelled', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('led_by', sa.String(length=40), server_default='', nullable=False))
        batch_op.create_index(batch_op.f('ix_held_group_id_held_on'), ['group_id', 'held_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_held_led_by'), ['led_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_held_organization_id_held_on'), ['organization_id', 'held_on'], unique=False)

    with op.batch_alter_table('organizations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('paper_name', sa.String(length=120), server_default='', nullable=False))
        batch_op.add_column(sa.Column('keep_attendance', sa.Integer(), server_default='84', nullable=False))
        batch_op.add_column(sa.Column('keep_names', sa.Integer(), server_default='24', nullable=False))

    op.execute("UPDATE held SET heads = phones + without_phone")
    op.execute(
        "INSERT INTO months (group_id, month, organization_id, meetings, cancelled, minutes, heads, remote, group_first,"
        " group_again, year_first, year_again, signed, person_minutes)"
        " SELECT group_id, CAST(EXTRACT_YEAR AS INTEGER) * 100 + CAST(EXTRACT_MONTH AS INTEGER), organization_id, COUNT(*), 0,"
        " SUM(minutes), SUM(heads), 0, 0, 0, 0, 0, 0, SUM(minutes * heads) FROM held"
        " GROUP BY group_id, organization_id, EXTRACT_YEAR, EXTRACT_MONTH"
        .replace("EXTRACT_YEAR", _part("year")).replace("EXTRACT_MONTH", _part("month"))
    )


def _part(name: str) -> str:
    if op.get_bind().dialect.name == "sqlite":
        return "strftime('%s', held_on)" % {"year": "%Y", "month": "%m"}[name]
    return f"EXTRACT({name} FROM held_on)"


def downgrade() -> None:
    for table in ("releases", "frozen_months", "spent_slips", "proof_keys", "signatures", "months", "audit", "key_checks",
                  "sealed_slips", "vouchers"):
        op.drop_table(table)
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.drop_column('paper_name')
    with op.batch_alter_table('held', schema=None) as batch_op:
        batch_op.drop_index('ix_held_led_by')
        batch_op.drop_index('ix_held_organization_id_held_on')
        batch_op.drop_index('ix_held_group_id_held_on')
        for column in ('heads', 'remote', 'group_first', 'group_again', 'year_first', 'year_again', 'arrivals', 'stays', 'signed',
                       'cancelled', 'led_by'):
            batch_op.drop_column(column)
    with op.batch_alter_table('organizations', schema=None) as batch_op:
        for column in ('paper_name', 'keep_attendance', 'keep_names'):
            batch_op.drop_column(column)
