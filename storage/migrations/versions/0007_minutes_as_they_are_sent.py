"""What heads the network's minutes, and the point of the agenda an action came from."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('heading', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default='')
        )
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.alter_column('heading', server_default=None)
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.add_column(sa.Column('item_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key('action_item_id_fkey', 'agendaitem', ['item_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.drop_constraint('action_item_id_fkey', type_='foreignkey')
        batch_op.drop_column('item_id')
    with op.batch_alter_table('network', schema=None) as batch_op:
        batch_op.drop_column('heading')
