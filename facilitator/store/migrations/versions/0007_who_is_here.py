"""Who has a screen open on which process, where there is no Redis to say it in"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # On PostgreSQL it never reaches the write-ahead log: after a crash nobody is here.
    unlogged = ['UNLOGGED'] if op.get_bind().dialect.name == 'postgresql' else []
    op.create_table('here',
    sa.Column('meeting', sa.String(length=40), nullable=False),
    sa.Column('process', sa.String(length=40), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('meeting', 'process', name=op.f('pk_here')),
    sqlite_with_rowid=False,
    prefixes=unlogged,
    )


def downgrade() -> None:
    op.drop_table('here')
