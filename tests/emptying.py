"""What a test that commits leaves behind is taken away again."""

from functools import cache

from django.db import connection, transaction
from django.test import TransactionTestCase

# As the migrations left them: no test writes there.
KEPT = ("django_migrations", "django_content_type", "auth_permission")
TABLES = "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(%s)"


def empty_tables(_case: TransactionTestCase) -> None:
    """Every table, procrastinate's and knox's too, which Django's own emptying does not know.

    Django truncates them all, which gives hundreds of tables and indexes new files: a hundred times the work of
    deleting the few rows of a test.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_statements())


@cache
def _statements() -> str:
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [list(KEPT)])
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        is_superuser = cursor.fetchone() == (True,)
    if not is_superuser:
        return f"TRUNCATE {', '.join(tables)}"
    # As truncating would, wait for what a killed process has begun to write, else it would come afterwards.
    alone = f"LOCK TABLE {', '.join(tables)} IN SHARE ROW EXCLUSIVE MODE"
    # A replica looks at no foreign key: the order does not matter.
    in_any_order = "SET LOCAL session_replication_role = replica"
    return "; ".join([alone, in_any_order, *(f"DELETE FROM {table}" for table in tables)])
