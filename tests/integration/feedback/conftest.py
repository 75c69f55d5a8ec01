from tests.integration.mentoring.conftest import monday

__all__ = ["monday"]
