"""Every fault of Google, of texts and of calendar files that Meridian has to survive, and the tests that show that it does.

The numbers are those by which the tests speak of them: G 1 to G 50 are Google's, G 51 to G 70 those of texts, G 71 to
G 76 those of calendar files.
"""

from importlib import import_module

import pytest

GOOGLE = "integration.calendars"
TEXTS, TWILIO = "integration.messaging", "faults.messaging"
FAULTS = {
    1: [  # the answer to an insert is lost
        f"{GOOGLE}.test_write_path.an_insert_that_the_client_sends_twice_by_itself_leaves_one_event_with_its_etag",
        f"{GOOGLE}.test_faults.an_insert_converges_to_one_event",
        f"{GOOGLE}.test_faults.an_answer_that_never_comes_is_looked_up",
    ],
    2: [  # the id is taken, by an event of ours
        f"{GOOGLE}.test_write_path.our_own_event_under_a_taken_id_is_adopted_and_patched_only_where_it_differs"
    ],
    3: [  # by one that was deleted
        f"{GOOGLE}.test_write_path.a_cancelled_event_under_a_taken_id_is_brought_back_once",
        f"{GOOGLE}.test_write_path.a_tombstone_that_says_nothing_is_left_and_the_next_id_taken",
    ],
    4: [  # by somebody else's
        f"{GOOGLE}.test_write_path.a_foreign_event_under_our_id_warns_the_coordinator_and_ours_takes_the_next",
        f"{GOOGLE}.test_regular.an_id_that_is_somebody_elses_event_is_left_alone",
    ],
    5: [  # somebody changed the event before our patch
        f"{GOOGLE}.edits.test_while_we_write.a_time_that_a_person_changed_in_google_is_not_overwritten_by_a_new_text",
        f"{GOOGLE}.edits.test_while_we_write.g_5_a_time_that_a_person_changed_while_we_move_it_is_kept_until_somebody_decides",
        f"{GOOGLE}.edits.test_while_we_write.g_5_a_move_between_our_look_and_our_write_meets_the_etag",
        f"{GOOGLE}.edits.test_while_we_write.g_5_three_rounds_at_most",
        "integration.heeding.test_moved.a_move_in_meridian_before_anybody_noticed_leaves_the_other_time_to_be_asked",
    ],
    6: [  # or deleted it
        f"{GOOGLE}.edits.test_while_we_write.g_6_an_event_that_a_person_deleted_is_not_written_over_until_somebody_decides",
        f"{GOOGLE}.edits.test_noticing.a_deletion_of_which_google_forgot_everything_is_one",
    ],
    7: [  # what is to be deleted is gone
        f"{GOOGLE}.test_write_path.a_removal_of_what_is_gone_is_done",
        f"{GOOGLE}.test_faults.a_removal_converges_to_no_event",
    ],
    8: [  # killed between Google's answer and our commit
        "faults.calendars.test_worker_killed.a_worker_killed_between_googles_answer_and_our_commit_leaves_one_event",
        "faults.calendars.test_series_worker_killed.a_worker_killed_between_googles_answer_and_our_commit_leaves_one_series",
        "integration.mentoring.test_google_over_quota.the_job_of_a_killed_worker_invites_nobody_twice",
    ],
    9: [  # two workers at one event
        f"{GOOGLE}.test_faults.two_workers_at_once_make_one_write",
        f"{GOOGLE}.test_races.two_first_plans_at_the_same_time_make_one_event",
    ],
    10: [  # too many requests
        f"{GOOGLE}.test_limits.whoever_is_too_fast_rests_with_all_their_events_and_others_go_on",
        f"{GOOGLE}.test_limits.a_burst_of_refusals_makes_the_pause_longer_until_google_takes_a_write",
        f"{GOOGLE}.test_limits.pauses_have_jitter_and_an_end",
    ],
    11: [  # the limit of use
        f"{GOOGLE}.test_limits.the_limit_of_use_with_nobody_else_sends_the_new_event_by_mail_for_good",
        f"{GOOGLE}.test_limits.during_the_pause_google_is_not_asked_and_new_events_go_by_mail",
        f"{GOOGLE}.test_limits.coordinators_are_warned_until_google_takes_something_again",
        "integration.mentoring.test_google_over_quota.both_sides_are_invited_by_mail_once",
    ],
    12: [  # server errors, pages of HTML, half an answer
        "integration.google_emulator.test_client_faults.a_server_error_to_a_write_leaves_its_outcome_open",
        "integration.google_emulator.test_client_faults.a_write_with_an_unreadable_answer_leaves_its_outcome_open",
        "integration.google_emulator.test_client_faults.a_broken_second_page_is_no_half_list",
        f"{GOOGLE}.test_faults.an_insert_converges_to_one_event",
        f"{GOOGLE}.test_faults.a_move_converges_to_one_event",
    ],
    13: [  # a token that ends in between
        f"{GOOGLE}.test_write_path.a_token_that_ends_in_between_is_renewed_once_and_the_call_made_once_more",
        f"{GOOGLE}.test_write_path.a_token_that_google_never_takes_is_renewed_once_and_then_parked",
    ],
    14: [  # consent that was taken back
        f"{GOOGLE}.test_faults.revoked_consent_parks_what_google_has_until_the_person_connects_again",
        f"{GOOGLE}.test_health.revoked_access_is_mended_by_consent_and_nothing_is_doubled",
        f"{GOOGLE}.test_regular_meanwhile.consent_that_ran_out_parks_the_series_and_new_consent_writes_it",
    ],
    15: [  # another account
        f"{GOOGLE}.test_parting.another_google_account_leaves_the_old_one_alone",
        f"{GOOGLE}.test_reading.another_account_brings_its_own_time_alone",
    ],
    16: [  # boxes left out
        f"{GOOGLE}.test_wishing.what_was_granted_works_and_the_rest_is_named",
        f"{GOOGLE}.test_wishing.a_box_left_out_sends_invitations_by_mail_until_it_is_ticked",
        f"{GOOGLE}.test_health.a_box_that_was_left_out_is_told_in_words",
        f"{GOOGLE}.test_api.too_few_boxes_come_back_as_failed",
    ],
    17: [  # answers of consent that nobody asked for, or twice
        f"{GOOGLE}.test_consent.an_answer_counts_once",
        f"{GOOGLE}.test_consent.a_state_that_nobody_was_given_is_refused",
        f"{GOOGLE}.test_consent.a_state_of_another_person_is_refused",
        f"{GOOGLE}.test_consent.an_answer_without_its_code_uses_up_the_attempt",
        f"{GOOGLE}.test_consent.a_code_that_google_does_not_know_is_refused",
        f"{GOOGLE}.test_consent.a_no_changes_nothing",
        f"{GOOGLE}.test_api.an_answer_that_nobody_asked_for_comes_back_as_failed",
        "integration.google_emulator.test_oauth.another_verifier_is_refused",
    ],
    18: [  # no refresh token
        f"{GOOGLE}.test_consent.an_answer_without_a_refresh_token_keeps_the_one_there_is",
        f"{GOOGLE}.test_consent.an_answer_without_a_refresh_token_is_too_little_where_there_is_none",
    ],
    19: [  # two renewals at once
        f"{GOOGLE}.test_renewed_tokens.two_workers_at_once_renew_once_and_both_work",
        f"{GOOGLE}.test_renewed_tokens.of_two_renewals_the_longer_lasting_stays",
        f"{GOOGLE}.test_silent_logs.connecting_renewing_and_failing_log_no_token_and_no_address",
    ],
    20: [  # the calendar is gone, or may only be read
        f"{GOOGLE}.test_choosing.a_destination_that_may_only_be_read_waits_for_another_without_a_storm",
        f"{GOOGLE}.test_faults.calendars_that_are_gone_are_asked_once_each_and_the_mail_has_it_then",
        f"{GOOGLE}.test_health.a_calendar_that_is_gone_has_to_be_chosen_anew",
    ],
    21: [  # the video call comes later or not at all
        f"{GOOGLE}.test_jobs.a_meet_that_google_makes_later_is_fetched",
        f"{GOOGLE}.test_jobs.an_event_whose_meet_fails_is_good_without",
        f"{GOOGLE}.test_write_path.the_search_for_a_meet_ends_and_the_event_stays_good",
        f"{GOOGLE}.test_write_path.every_write_says_who_is_told_and_that_we_speak_of_conferences",
    ],
    22: [  # a guest edits
        f"{GOOGLE}.edits.test_noticing.g_22_what_a_guest_makes_of_shared_fields_google_refuses_and_their_answer_counts",
        f"{GOOGLE}.edits.test_while_we_write.g_22_who_is_no_organiser_any_more_is_refused_once_and_a_coordinator_sees_it",
        "integration.heeding.test_moved_by_a_guest.both_sides_are_asked_and_nobody_is_said_to_have_moved_it",
        "integration.heeding.test_moved_by_a_guest.in_the_hubs_calendar_it_is_put_back",
    ],
    23: [  # a move keeps what people added
        f"{GOOGLE}.edits.test_while_we_write.g_23_a_move_keeps_the_id_the_answers_and_what_people_added",
        f"{GOOGLE}.test_writing.a_moved_session_keeps_its_event_and_what_people_added",
    ],
    24: [  # a cancellation is told once
        "integration.mentoring.test_google_tells_once.a_cancelled_session_is_told_once_in_every_channel",
        f"{GOOGLE}.test_writing.a_cancelled_session_leaves_both_calendars_and_the_guest_is_told_once",
    ],
    25: [  # somebody moves the event
        "integration.heeding.test_moved.g_25_the_other_side_is_asked_and_the_agreed_time_stands",
        "integration.heeding.test_moved.g_25_one_tap_takes_it_and_google_is_told_only_the_new_words",
        "integration.heeding.test_moved.g_25_no_echo_a_hundred_rounds_after_a_move_write_nothing_more",
    ],
    26: [  # or deletes it
        "integration.heeding.test_deleted.g_26_a_session_deleted_in_google_is_asked_about_and_nothing_reminds_of_it",
        "integration.heeding.test_deleted.g_26_the_other_side_agrees_and_it_is_cancelled",
        "integration.heeding.test_deleted.a_session_that_is_kept_comes_back_into_both_calendars_and_reminds_again",
    ],
    27: [  # a guest declines
        "integration.heeding.test_declined.g_27_a_guest_who_declines_asks_the_other_side_once_whether_it_is_off",
        "integration.heeding.test_declined.g_27_a_session_that_is_kept_reminds_again_and_is_asked_about_no_more",
    ],
    28: [  # our own write comes back
        f"{GOOGLE}.edits.test_noticing.our_own_write_that_comes_back_is_nothing_new",
        f"{GOOGLE}.edits.test_noticing.a_hundred_rounds_of_reading_after_one_change_write_nothing",
        f"{GOOGLE}.test_reading.our_own_event_is_read_a_hundred_times_and_nothing_comes_of_it",
    ],
    29: [  # somebody copies the event
        f"{GOOGLE}.edits.test_noticing.g_29_a_persons_copy_of_our_event_is_theirs",
        "integration.heeding.test_declined.g_29_a_copy_that_somebody_made_for_themselves_means_nothing",
        f"{GOOGLE}.test_reading.our_own_events_take_no_time_of_the_calendar_and_a_copy_of_one_does",
    ],
    30: [  # the sync token ran out
        f"{GOOGLE}.test_reading_faults.a_token_that_ran_out_means_reading_all_and_what_went_meanwhile_is_gone",
        f"{GOOGLE}.test_reading_faults.an_error_on_the_third_page_of_reading_all_changes_nothing",
        f"{GOOGLE}.edits.test_noticing.a_deletion_that_a_whole_listing_does_not_tell_of_is_found_by_what_is_missing",
    ],
    31: [  # an error on a page of changes
        f"{GOOGLE}.test_reading_faults.an_error_on_any_page_of_changes_leaves_rows_and_token_and_the_next_try_makes_it_good",
        "faults.calendars.test_reader_killed.a_reader_killed_before_its_commit_leaves_rows_and_token_as_they_were_and_the_next_brings_both",
    ],
    32: [f"{GOOGLE}.test_reading_faults.empty_pages_are_turned"],
    33: [f"{GOOGLE}.test_reading_faults.five_hundred_tombstones_are_read_past"],
    34: [  # a cancelled date with nothing but its id
        f"{GOOGLE}.test_reading_faults.a_cancelled_date_without_any_time_frees_that_date_alone"
    ],
    35: [  # a date moved over the change of clocks
        f"{GOOGLE}.test_reading_faults.a_date_moved_over_the_change_of_clocks_is_one_event",
        "unit.calendars.test_noticed.an_instance_moved_over_the_change_of_clocks_is_still_its_own_date",
    ],
    36: [  # a series deleted, cut short, cut in two
        f"{GOOGLE}.test_reading_faults.a_series_that_is_deleted_takes_no_more_time",
        f"{GOOGLE}.test_reading_faults.a_series_that_ends_sooner_frees_the_rest",
        f"{GOOGLE}.test_reading_faults.this_and_the_following_moved_is_busy_at_the_new_times_alone",
    ],
    37: [  # whole days
        f"{GOOGLE}.test_reading_faults.days_are_taken_from_midnight_to_midnight_where_their_person_lives",
        "unit.calendars.test_busy.a_whole_day_is_as_long_as_the_clock_makes_it",
    ],
    38: [  # names of zones that nobody knows
        f"{GOOGLE}.test_reading_faults.a_zone_that_nobody_knows_does_not_hide_the_instant",
        "unit.google_calendar.test_resources.the_offset_names_the_instant_and_without_one_the_zone_does_former_names_too",
    ],
    39: [  # rows that mean nothing
        f"{GOOGLE}.test_reading_faults.rows_that_mean_nothing_are_passed_over_and_the_others_count",
        "unit.google_calendar.test_resources.rows_that_no_event_can_be_made_of_keep_no_other_from_being_read",
    ],
    40: [  # two people read one calendar
        f"{GOOGLE}.test_reading_faults.a_token_of_one_is_never_used_for_another_with_the_same_calendar"
    ],
    41: [  # push messages that are not ours
        f"{GOOGLE}.test_push_webhook.g41_what_is_not_one_of_our_messages_is_not_found_and_does_nothing",
        f"{GOOGLE}.test_push_webhook.g41_a_body_is_not_read",
        f"{GOOGLE}.test_push_webhook.g41_a_replay_is_accepted_and_does_nothing",
        f"{GOOGLE}.test_push_webhook.g41_who_sends_much_that_is_not_ours_is_limited_and_google_is_not",
    ],
    42: [  # the first message before the answer
        f"{GOOGLE}.test_channels.g42_a_first_message_before_the_answer_finds_the_row",
        f"{GOOGLE}.test_channels.a_channel_whose_answer_is_lost_is_known_by_its_first_message",
    ],
    43: [f"{GOOGLE}.test_push_webhook.g43_a_thousand_pushes_cause_at_most_one_running_and_one_waiting_read"],
    44: [  # no push at all, and channels that end
        f"{GOOGLE}.test_channels.g44_without_any_push_the_poll_finds_the_change",
        f"{GOOGLE}.test_channels.g44_after_ten_days_of_outage_there_is_a_new_channel_and_the_calendar_is_read",
        f"{GOOGLE}.test_channels.a_channel_is_renewed_before_it_ends_and_the_old_one_stopped_after_an_overlap",
    ],
    45: [  # old channels, and their end
        f"{GOOGLE}.test_channels.g45_messages_of_an_old_channel_are_harmless_after_renewal",
        f"{GOOGLE}.test_channels.g45_a_stop_that_google_answers_with_not_found_is_done",
        f"{GOOGLE}.test_channels.g45_disconnecting_stops_the_channels_before_the_token_is_given_back",
    ],
    46: [  # time of which Google tells nothing
        f"{GOOGLE}.test_reading_faults.busy_time_that_google_does_not_tell_is_unknown_and_not_free",
        f"{GOOGLE}.test_offers.time_of_which_google_tells_nothing_is_unknown_and_cannot_be_booked",
    ],
    47: [  # a time taken in Google meanwhile
        f"{GOOGLE}.test_offers.a_time_taken_in_google_between_look_and_booking_is_refused_by_what_lists_it",
        f"{GOOGLE}.test_offers.a_time_taken_in_google_after_the_booking_is_flagged_for_the_person_and_the_coordinator",
        f"{GOOGLE}.test_offers.a_booking_and_a_reading_that_pass_each_other_are_seen_all_the_same",
    ],
    48: [  # clocks that are wrong, and nights in which they are turned
        "faults.clocks.test_google.a_token_that_google_ends_at_another_minute_than_we_thought_is_renewed_and_the_event_is_there_once",
        "faults.clocks.test_google.an_answer_counts_on_a_server_of_ours_whose_clock_is_off",
        f"{GOOGLE}.test_nights_of_the_clock.a_session_in_such_a_night_is_written_and_moved_as_its_instant",
        f"{GOOGLE}.test_nights_of_the_clock.a_series_shows_the_same_instants_at_google_and_here",
    ],
    49: [  # somebody lives elsewhere
        f"{GOOGLE}.test_offers.another_home_leaves_instants_and_moves_whole_days",
        "integration.mentoring.test_on_a_journey.whoever_travels_is_told_every_hour_on_the_clock_there",
        "integration.mentoring.test_on_a_journey.another_home_and_other_quiet_hours_move_reminders_too",
    ],
    50: [  # yesterday's backup
        f"{GOOGLE}.test_restored_backup.a_session_written_since_the_backup_is_taken_for_what_it_is",
        f"{GOOGLE}.test_restored_backup.a_change_written_since_the_backup_is_made_once_more_without_a_second_event",
        f"{GOOGLE}.test_restored_backup.a_series_written_since_the_backup_is_taken_with_its_exceptions",
    ],
    51: [  # Twilio took a text, and the answer is lost
        f"{TWILIO}.test_twilio_in_trouble.a_text_of_unclear_fate_that_twilio_took_is_found_and_not_repeated",
        f"{TWILIO}.test_killed_worker.a_worker_killed_in_the_middle_of_a_call_leads_to_exactly_one_text",
        "faults.delivery.test_delivery.each_is_told_once_in_time_or_it_is_shown_why_not",
    ],
    52: [  # nobody knows whether it took it
        f"{TWILIO}.test_twilio_in_trouble.a_text_of_unclear_fate_that_twilio_never_took_is_sent_again_once",
        f"{TWILIO}.test_twilio_in_trouble.while_twilio_cannot_be_asked_nothing_is_repeated",
        f"{TWILIO}.test_twilio_in_trouble.a_text_that_proves_lost_after_the_session_moved_is_dropped",
    ],
    53: [  # too many requests
        f"{TWILIO}.test_twilio_in_trouble.too_many_requests_are_followed_by_a_pause_and_another_try",
        f"{TEXTS}.test_sending.what_is_nearest_leaves_first",
        f"{TEXTS}.test_batches.reminders_of_the_nearest_session_are_written_first",
    ],
    54: [  # two senders
        f"{TWILIO}.test_two_workers.two_workers_send_every_reminder_once",
        f"{TEXTS}.test_constraints.a_reminder_is_planned_once",
        f"{TEXTS}.test_constraints.a_reminder_goes_once_on_each_channel",
    ],
    55: [  # hours without a worker
        f"{TEXTS}.test_sending.reminders_of_hours_without_a_worker_are_dropped_not_sent_late",
        "unit.messaging.test_rules.a_late_reminder_is_useful_for_the_first_half_of_its_time",
        "unit.messaging.test_rules.a_text_that_may_leave_is_void_before_the_start_and_the_night",
    ],
    56: [  # moved or called off while the reminder waits
        f"{TEXTS}.test_sending.a_moved_session_drops_its_old_reminder",
        f"{TEXTS}.test_sending.a_cancelled_session_reminds_nobody",
        f"{TEXTS}.test_sending.a_reminder_written_before_the_session_moved_does_not_leave_after_it",
        f"{TWILIO}.test_two_workers.a_worker_does_not_wait_for_somebody_who_is_changing_the_session",
    ],
    57: [  # times with an offset, and without
        "integration.twilio_emulator.test_client.a_time_in_seoul_is_asked_for_in_utc",
        "integration.twilio_emulator.test_client.a_time_without_an_offset_is_refused",
    ],
    58: [  # nights, on each reader's clock, and those in which it is turned
        "unit.messaging.test_quiet_hours.a_reminder_that_would_come_in_the_early_morning_comes_the_evening_before",
        "unit.messaging.test_quiet_hours.a_reminder_is_moved_by_the_clock_of_its_own_reader",
        "unit.messaging.test_quiet_hours.the_night_in_which_the_clock_changes_is_a_night",
        "unit.messaging.test_quiet_hours.no_reminder_is_due_in_the_past_after_the_start_or_in_the_night",
        "integration.mentoring.test_on_a_journey.reminders_keep_out_of_the_night_there",
    ],
    59: [  # what a Korean phone can show, and how much of it
        "unit.twilio_sms.test_korean.whatever_is_left_can_be_shown_and_needs_no_second_cleaning",
        "unit.twilio_sms.test_segments.a_text_has_the_size_that_the_network_counts",
        "unit.messaging.test_texts.whatever_people_write_a_text_is_showable_short_enough_and_its_link_whole",
        "integration.message_templates.test_wording.a_preview_counts_and_cleans_and_names_what_is_wrong",
    ],
    60: [  # somebody wants no more texts, or wants them again
        f"{TEXTS}.test_webhooks.stop_ends_all_texts_to_the_number",
        f"{TEXTS}.test_consents.start_gives_back_what_a_stop_took",
        f"{TEXTS}.test_consents.start_without_an_earlier_consent_gives_none",
        "unit.messaging.test_rules.a_word_that_asks_for_no_more_is_understood",
        "unit.messaging.test_texts.no_text_asks_to_answer_with_a_word_that_ends_all_texts",
    ],
    61: [  # Twilio knows of a stop that we do not
        f"{TEXTS}.test_sending.a_number_that_twilio_knows_as_opted_out_is_suppressed_and_reminded_by_e_mail"
    ],
    62: [  # numbers that take no texts
        f"{TEXTS}.test_bad_numbers.a_refused_number_gets_no_more_texts_and_what_waits_goes_by_e_mail",
        f"{TEXTS}.test_bad_numbers.a_carrier_may_err_once",
    ],
    63: [  # what did not arrive and is nobody's fault, and what is the hub's
        f"{TEXTS}.test_webhooks.a_reminder_that_did_not_arrive_becomes_an_e_mail_at_once",
        f"{TEXTS}.test_bad_numbers.what_is_not_the_numbers_fault_is_not_held_against_it",
        f"{TEXTS}.test_united_states.carriers_that_know_no_campaign_stop_texts_to_their_country_and_blame_no_number",
    ],
    64: [  # receipts late, twice, out of order, of nobody's
        f"{TEXTS}.test_webhooks.receipts_in_any_order_end_in_delivered",
        f"{TEXTS}.test_webhooks.a_receipt_that_comes_before_our_own_record_is_kept_and_applied",
        f"{TEXTS}.test_webhooks.a_status_that_nobody_knows_is_kept_and_changes_nothing",
        f"{TWILIO}.test_two_workers.a_receipt_and_the_news_of_its_message_never_miss_each_other",
    ],
    65: [  # forgeries
        f"{TEXTS}.test_webhooks.a_forged_receipt_is_refused_and_changes_nothing",
        f"{TEXTS}.test_webhooks.a_call_without_a_signature_is_refused",
        f"{TEXTS}.test_webhooks.a_changed_parameter_breaks_the_signature",
        "unit.twilio_sms.test_signatures.anything_that_was_changed_on_the_way_is_not_genuine",
    ],
    66: [f"{TEXTS}.test_webhooks.both_tokens_are_good_while_they_are_exchanged"],
    67: [  # texts from anybody, with anything in them
        "integration.two_way.test_answers.of_a_number_that_is_nobodys_neither_words_nor_digits_are_kept",
        "integration.two_way.test_answers.a_number_that_was_only_typed_in_speaks_for_nobody",
        "integration.two_way.test_answers.of_two_who_share_a_phone_whom_the_last_text_was_for_speaks",
        "integration.two_way.test_answers.words_that_twilio_keeps_for_itself_are_never_passed_on",
    ],
    68: [  # numbers as people write them, and as they are given to others
        f"{TEXTS}.test_numbers.a_number_is_read_by_the_country_and_no_landline_is_taken",
        f"{TEXTS}.test_numbers.a_changed_number_is_verified_anew",
        f"{TEXTS}.test_numbers.who_verifies_a_recycled_number_gets_texts_though_its_former_owner_stopped_them",
    ],
    69: [  # a day without Twilio
        f"{TWILIO}.test_twilio_in_trouble.a_reminder_that_finds_nobody_at_twilio_goes_by_e_mail",
        f"{TWILIO}.test_twilio_in_trouble.after_a_day_without_twilio_there_is_no_flood",
        "faults.test_vendors_away.a_session_agreed_while_both_are_away_converges_when_they_return",
    ],
    70: [  # caps, and a switch
        f"{TEXTS}.test_sending.nobodys_phone_rings_without_end",
        f"{TEXTS}.test_limits.reminders_over_the_cap_of_the_hour_go_by_e_mail",
        f"{TEXTS}.test_limits.two_senders_do_not_pass_a_cap_together",
        f"{TEXTS}.test_switch.while_sending_is_stopped_nothing_leaves",
    ],
    71: [  # files that come late
        "integration.invitations.test_mailed.two_moves_are_sequence_0_1_2_of_one_uid_and_the_cancellation_is_higher_in_whatever_order_they_come"
    ],
    72: [  # one date is cancelled
        "integration.invitations.test_mailed.one_cancelled_date_is_told_by_its_recurrence_id_alone_and_the_series_lives_on",
        "integration.series.test_calendars.a_calendar_that_lives_on_mails_shows_the_same_dates_after_every_change",
    ],
    73: [  # programs that read a feed
        "integration.feeds.test_subscribed.programs_show_the_same_instants_on_every_clock_in_the_weeks_of_march_and_november",
        "integration.feeds.test_shown.a_series_is_one_event_that_three_programs_read_alike_whatever_became_of_its_dates",
        "unit.icalendar_files.test_feed.three_programs_see_every_date_at_its_hour_while_clocks_are_turned",
    ],
    74: [  # what they keep of it
        "integration.feeds.test_subscribed.every_uid_of_the_feed_is_in_the_programs_store_and_the_calendar_has_none",
        "integration.feeds.test_subscribed.an_unchanged_feed_is_304_and_a_revoked_one_is_404_at_once_for_a_program",
    ],
    75: [  # names that would be headers
        "integration.invitations.test_mailed.nothing_that_a_name_contains_becomes_a_header_or_a_line_of_the_calendar",
        "unit.icalendar_files.test_invitation.any_name_stays_inside_its_parameter",
        "unit.icalendar_files.test_invitation.no_text_can_add_a_property",
    ],
    76: [  # answers that may not count
        "integration.replies.test_sessions.what_may_not_count_is_ignored_with_its_reason",
        "integration.replies.test_sessions.somebody_who_was_not_invited_is_ignored",
        "integration.replies.test_sessions.an_older_answer_that_comes_late_is_ignored",
        "integration.replies.test_imap.who_is_spoofed_or_has_another_uid_is_ignored_and_marked",
    ],
}


def test_every_fault_is_there() -> None:
    assert list(FAULTS) == list(range(1, 77))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_shown_by_tests_that_are_there(fault: int) -> None:
    for name in FAULTS[fault]:
        module, sentence = name.rsplit(".", 1)
        assert hasattr(import_module(f"tests.{module}"), f"test_{sentence}"), name
