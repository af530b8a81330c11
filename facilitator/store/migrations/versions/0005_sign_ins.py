"""Second steps, recovery codes, links that work once, and sign-ins that can be seen"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.add_column(sa.Column('second_step', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('second_step_used', sa.BigInteger(), nullable=False, server_default='0'))

    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        batch_op.add_column(sa.Column('began_at', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('sure_at', sa.BigInteger(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('device', sa.String(length=40), nullable=False, server_default=''))

    for name, length, more in (
        ('recovery_codes', 40, ()),
        ('member_links', 64, (sa.Column('kind', sa.String(length=10), nullable=False),
                              sa.Column('expires_at', sa.BigInteger(), nullable=False))),
    ):
        op.create_table(name,
        sa.Column('id', sa.String(length=length), nullable=False),
        sa.Column('member_id', sa.String(length=40), nullable=False),
        *more,
        sa.ForeignKeyConstraint(['member_id'], ['members.id'], name=op.f(f'fk_{name}_member_id')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}'))
        )
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{name}_member_id'), ['member_id'], unique=False)

    # Markers of used sign-in links lay among the sign-ins and cannot be told from them: everybody signs in once more.
    op.execute('DELETE FROM sign_ins WHERE began_at = 0')


def downgrade() -> None:
    op.drop_table('member_links')
    op.drop_table('recovery_codes')
    with op.batch_alter_table('sign_ins', schema=None) as batch_op:
        for name in ('device', 'sure_at', 'began_at'):
            batch_op.drop_column(name)
    with op.batch_alter_table('members', schema=None) as batch_op:
        batch_op.drop_column('second_step_used')
        batch_op.drop_column('second_step')
