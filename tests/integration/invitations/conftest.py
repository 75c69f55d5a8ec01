from tests.integration.series.conftest import asked, client, founder, mentor, october, programme

__all__ = ["asked", "client", "founder", "mentor", "october", "programme"]
