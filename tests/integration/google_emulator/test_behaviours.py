"""Every behaviour of Google that Meridian relies on or has to survive, and the tests that show it of the stand-in."""

from importlib import import_module

import pytest

BEHAVIOURS = {
    "bearer tokens and scopes": [
        "moments.without_a_token_the_answer_names_the_way_in",
        "client.without_the_scope_consent_is_needed",
        "calendars.a_narrow_scope_reaches_what_its_name_says",
    ],
    "consent, partial consent, denial, PKCE, single codes, revocation": [
        "oauth.a_consent_brings_tokens_and_tells_whose_they_are",
        "oauth.an_unticked_scope_is_not_granted_and_is_no_error",
        "oauth.denying_sends_the_browser_back_with_access_denied",
        "oauth.a_code_works_once",
        "oauth.a_code_lives_ten_minutes",
        "oauth.another_verifier_is_refused",
        "oauth.a_client_may_authenticate_with_basic",
        "oauth.a_refresh_token_comes_once_unless_consent_is_prompted_for",
        "oauth.revoking_ends_every_token_and_may_be_repeated",
        "moments.while_the_consent_screen_is_in_testing_consent_lasts_a_week",
        "moments.of_too_many_consents_the_oldest_ends_without_a_word",
    ],
    "access tokens expire": [
        "client.an_expired_access_token_is_renewed_once_and_handed_back",
        "moments.access_lasts_an_hour_or_as_long_as_the_knob_says",
    ],
    "the list of calendars, roles, primary": [
        "events.calendars_are_listed_with_their_zone",
        "events.another_persons_calendar_is_not_found",
        "events.a_reader_may_read_and_not_write",
        "calendars.the_list_of_calendars_comes_in_pages_and_then_as_changes",
    ],
    "secondary calendars": [
        "calendars.a_calendar_is_made_changed_and_deleted",
        "quota.too_many_calendars_are_refused",
    ],
    "ids of events": [
        "events.without_an_id_google_makes_one",
        "events.an_id_outside_base32hex_is_refused",
        "events.an_id_is_used_once_even_after_deletion",
        "fine_print.a_refusal_is_in_googles_own_words",
    ],
    "times and zones": [
        "events.a_body_that_makes_no_event_is_refused",
        "events.a_wall_clock_with_a_zone_is_an_instant",
        "fine_print.a_refusal_is_in_googles_own_words",
        "fine_print.times_come_in_the_zone_that_is_asked_for",
        "recurrence.a_recurring_event_needs_its_zone_by_name",
    ],
    "the fields of an answer": ["events.a_new_event_is_shown_as_google_shows_it"],
    "etag, updated and sequence": [
        "events.a_move_raises_the_sequence_and_a_new_title_does_not",
        "events.a_patch_that_changes_nothing_leaves_the_etag",
        "fine_print.another_rule_raises_the_sequence",
        "fine_print.a_change_moves_updated_and_never_created",
        "events.reminders_move_the_etag_but_not_updated",
    ],
    "patch and update": [
        "events.a_patch_merges_objects_replaces_lists_and_deletes_with_null",
        "events.an_update_erases_what_it_leaves_out",
        "fine_print.what_belongs_to_google_is_not_written",
    ],
    "If-Match and If-None-Match": [
        "events.a_stale_etag_is_refused_and_a_star_passes",
        "events.an_unchanged_event_answers_304",
        "people.move_through_the_api_heeds_the_etag",
    ],
    "deleting": [
        "events.a_deleted_event_is_cancelled_then_gone_and_can_come_back",
        "events.what_never_was_is_not_found",
    ],
    "cancelling and restoring by patch": [
        "events.patching_to_cancelled_deletes",
        "client.a_deleted_event_is_seen_and_can_be_restored",
    ],
    "mails by sendUpdates": [
        "guests.who_is_told_follows_the_rule",
        "guests.changes_tell_each_guest_what_concerns_them",
    ],
    "copies of guests": [
        "guests.a_guest_with_an_account_finds_the_event_in_their_own_zone",
        "guests.an_answer_reaches_the_organizer",
        "guests.a_guest_may_not_change_what_is_shared",
        "guests.a_guest_may_when_guests_may_modify",
        "guests.a_guest_who_may_modify_moves_it_and_the_others_are_told",
        "guests.a_guest_who_may_modify_moves_one_date_of_a_series",
        "guests.a_guests_own_reminders_stay_their_own",
        "fine_print.on_another_calendar_of_theirs_its_owner_is_not_self",
        "moments.of_a_crowd_answers_do_not_spread",
    ],
    "deleting without telling leaves copies": ["guests.deleting_with_none_leaves_the_copies"],
    "conferences": [
        "events.a_meet_comes_only_with_the_version_parameter",
        "events.a_repeated_request_keeps_the_meet_and_a_new_one_replaces_it",
        "events.a_pending_meet_arrives_after_some_reads",
        "events.a_meet_may_fail_and_the_event_stands",
    ],
    "extended properties": [
        "events.a_body_that_makes_no_event_is_refused",
        "fine_print.extended_properties_are_32_kb_in_all",
        "fine_print.a_guests_own_properties_survive_what_the_organizer_changes",
        "guests.a_guest_with_an_account_finds_the_event_in_their_own_zone",
    ],
    "method override": ["listing.a_long_query_may_come_as_a_form"],
    "move to another calendar": [
        "people.an_event_taken_to_another_calendar_leaves_a_cancelled_stub",
        "people.move_through_the_api_heeds_the_etag",
    ],
    "rules, dates out and dates more": [
        "recurrence.instances_keep_the_hour_of_the_events_own_zone_over_daylight_saving",
        "recurrence.rules_exclusions_and_additions_are_understood",
        "recurrence.an_all_day_series_names_its_instances_by_date",
    ],
    "exceptions": [
        "exceptions.a_moved_instance_is_an_exception_that_remembers_when_it_was_meant",
        "exceptions.a_cancelled_instance_stays_in_the_list_bare",
    ],
    "instances": [
        "recurrence.instances_come_in_pages",
        "exceptions.a_cancelled_instance_stays_in_the_list_bare",
    ],
    "exceptions under a changed rule": [
        "exceptions.a_new_rule_keeps_or_resets_exceptions_and_a_new_hour_drops_them"
    ],
    "deleting the recurring event": [
        "exceptions.a_deleted_series_goes_with_its_exceptions_from_every_calendar"
    ],
    "pages and order": [
        "listing.pages_together_hold_everything_and_the_last_a_sync_token",
        "listing.pages_may_be_empty",
        "listing.a_list_is_in_order_of_change_where_asked",
        "listing.a_page_holds_250_events_or_as_many_as_asked_up_to_2500",
        "listing.a_query_that_makes_no_sense_is_refused",
    ],
    "timeMin and timeMax": [
        "listing.filters_select",
        "listing.a_query_that_makes_no_sense_is_refused",
    ],
    "sync tokens": [
        "listing.a_sync_brings_each_change_once_with_tombstones",
        "listing.a_change_while_paging_comes_with_the_next_sync",
    ],
    "what does not go with a sync token": ["listing.a_sync_token_does_not_go_with_filters"],
    "tombstones": [
        "listing.a_sync_brings_each_change_once_with_tombstones",
        "listing.tombstones_may_be_full",
    ],
    "the end of sync tokens": [
        "listing.a_sync_token_dies_by_tampering_by_expiry_and_in_other_hands",
        "listing.a_sync_token_is_of_one_calendar",
        "calendars.another_role_ends_the_sync_tokens_of_that_person_alone",
        "moments.changes_of_long_ago_are_not_told",
    ],
    "a full list names no deletions": [
        "listing.a_full_list_names_deleted_events_only_on_demand",
        "moments.tombstones_are_shown_on_demand_until_they_are_purged",
    ],
    "filters": [
        "listing.words_and_properties_select",
        "listing.filters_select",
        "listing.kinds_of_events_select",
    ],
    "kinds of events": ["people.a_person_makes_events_of_every_kind"],
    "free/busy": [
        "listing.busy_time_merges_and_leaves_out_what_does_not_count",
        "listing.more_than_fifty_calendars_are_too_many",
        "recurrence.busy_time_is_that_of_the_instances_as_they_stand",
        "calendars.what_only_shows_busy_time_answers_free_busy",
    ],
    "watching": [
        "push.an_address_has_to_be_https",
        "push.a_channel_id_is_used_once_while_it_lives",
        "push.a_channel_lasts_a_week_or_as_long_as_asked_up_to_the_most",
        "push.the_first_message_may_come_before_the_answer",
    ],
    "push messages": [
        "push.a_channel_begins_with_a_sync_message_and_tells_every_change_without_a_body",
        "push.messages_may_be_late_double_lost_turned_round_or_one_for_many",
    ],
    "tries of a push, stopping, the end of a channel": [
        "push.a_server_error_is_tried_again_with_growing_pauses_and_a_refusal_is_not",
        "push.only_the_right_resource_and_person_stop_a_channel_and_once",
        "push.a_stopped_channel_tells_nothing_but_what_was_on_its_way",
        "push.a_channel_that_has_run_out_is_silent",
    ],
    "calendars without push": ["push.a_calendar_without_push_says_so"],
    "limits on use": [
        "quota.a_window_of_requests_slides_for_each_person",
        "quota.all_people_together_have_a_window_too",
        "quota.too_many_invitations_are_refused_for_hours_whatever_is_mailed",
    ],
    "faults": [
        "client_faults.a_server_error_to_a_write_leaves_its_outcome_open",
        "client_faults.a_write_without_an_answer_leaves_its_outcome_open",
        "client_faults.a_write_with_an_unreadable_answer_leaves_its_outcome_open",
        "client_faults.a_post_that_the_library_sends_twice_makes_one_event",
        "client_faults.one_401_is_answered_by_one_refresh",
        "client_faults.nobody_listening_or_a_name_without_an_address_is_no_crash",
        "moments.a_body_may_come_slowly_and_too_slowly",
    ],
    "envelopes of errors": ["moments.the_newer_envelope_of_errors_is_understood"],
    "what is new is not everywhere at once": [
        "moments.a_new_event_is_seen_a_moment_later_and_no_token_passes_it_over"
    ],
    "people in Google's screens": [
        "guests.a_person_moves_declines_copies_and_deletes_in_googles_screens",
        "recurrence.this_and_following_at_another_hour_cuts_the_series_in_two",
        "people.a_person_works_on_any_calendar_they_may_write",
        "people.a_person_invites_and_uninvites",
    ],
    "answers fit Google's own description, and a client that is not ours": [
        "gcal_sync.a_full_sync_and_then_changes_and_deletions",
        "gcal_sync.a_recurring_event_with_exceptions_over_the_change_of_clocks",
        "gcal_sync.pages_and_a_token_that_has_run_out_end_at_the_same_copy",
        "gcal_sync.the_list_of_calendars_syncs_too",
    ],
}


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_behaviour_is_shown_by_tests_that_are_there(behaviour: str) -> None:
    for name in BEHAVIOURS[behaviour]:
        module, _, sentence = name.partition(".")
        assert hasattr(import_module(f"{__package__}.test_{module}"), f"test_{sentence}"), name
