from django.db import migrations

# The numbers there are came by the hub's files, or were typed in by people who get texts on them already.
VOUCHED = "UPDATE accounts_person SET phone_verified_at = now() WHERE phone <> ''"

STANDING = """
INSERT INTO accounts_consent (person_id, channel, given, at, source, wording, language)
SELECT id, channel, given, now(), CASE WHEN given THEN 'import' ELSE 'settings' END,
       CASE WHEN NOT given THEN ''
            WHEN language = 'ko' THEN '허브는 이 사람이 이 채널로 세션 소식을 받는 데 동의했다고 확인합니다.'
            ELSE 'The hub says that this person agreed to hear of their sessions on this channel.' END,
       language
  FROM accounts_person,
       LATERAL (VALUES ('email', true, true), ('sms', sms_allowed, phone <> '')) AS stands (channel, given, known)
 WHERE known
 ORDER BY id
"""

# What somebody once said is never written over; it goes with the person alone.
ONLY_APPENDED = """
CREATE FUNCTION accounts_consent_is_only_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a consent is never changed: consent_is_only_appended'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_is_only_appended';
END $$;
CREATE TRIGGER consent_is_only_appended BEFORE UPDATE ON accounts_consent
    FOR EACH ROW EXECUTE FUNCTION accounts_consent_is_only_appended();
"""
CHANGEABLE = """
DROP TRIGGER consent_is_only_appended ON accounts_consent;
DROP FUNCTION accounts_consent_is_only_appended();
"""


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_numbers_and_consent")]

    operations = [
        migrations.RunSQL(VOUCHED, migrations.RunSQL.noop),
        migrations.RunSQL(STANDING, migrations.RunSQL.noop),
        migrations.RunSQL(ONLY_APPENDED, CHANGEABLE),
    ]
