"""Every behaviour of Twilio that Meridian relies on or has to survive, and the tests that show it of the stand-in."""

from importlib import import_module

import pytest

BEHAVIOURS = {
    "authentication, forms, answers and errors as Twilio describes them": [
        "description.a_created_message_is_as_described",
        "description.a_refusal_has_twilios_form",
        "description.a_stranger_is_not_let_in",
        "client.a_wrong_token_is_about_the_account",
    ],
    "callbacks: signed, late, twice, out of order, missing, posted again": [
        "webhooks.each_state_after_the_first_is_told",
        "webhooks.twilios_own_validator_accepts_the_signature",
        "webhooks.an_error_comes_with_its_code",
        "webhooks.callbacks_come_twice_or_out_of_order_on_demand",
        "webhooks.callbacks_and_receipts_can_stay_away",
        "webhooks.a_webhook_that_reached_nobody_is_posted_again_with_the_same_token",
    ],
    "stop words block a number until start": [
        "webhooks.a_stop_word_blocks_the_number_until_start",
        "webhooks.a_sentence_with_a_stop_word_blocks_nothing",
    ],
    "Korean phones": [
        "webhooks.a_korean_phone_cannot_answer",
        "phones.a_korean_phone_shows_the_mark_of_foreign_texts_and_no_emoji",
        "phones.a_strict_korean_carrier_does_not_deliver_what_it_cannot_show",
    ],
    "numbers that fail, rates, and answers that prove nothing": [
        "client.a_refused_number_is_a_permanent_failure",
        "client.a_message_that_does_not_arrive_says_why",
        "client.too_many_requests_are_to_be_tried_later",
        "client.an_answer_that_proves_nothing_leaves_the_outcome_unknown",
        "phones.a_number_can_be_given_an_error",
    ],
    "parts, and bodies that are too long": [
        "client.client_and_emulator_count_parts_alike",
        "client.a_messaging_service_accepts_first_and_counts_later",
        "client.a_body_that_is_too_long_is_about_the_content",
    ],
    "times: scheduled, cancelled, over": [
        "client.a_waiting_message_can_be_cancelled_and_a_sent_one_cannot",
        "client.a_message_is_dropped_when_its_time_is_over",
        "client.a_time_in_seoul_is_asked_for_in_utc",
    ],
    "WhatsApp: approved words, the day after somebody wrote, reads, numbers without it": [
        "whatsapp.approved_words_are_filled_in_and_arrive_and_are_read",
        "whatsapp.who_hides_that_they_read_leaves_it_delivered",
        "whatsapp.free_words_fail_until_the_reader_has_written_and_arrive_for_a_day_from_then",
        "whatsapp.a_number_without_whatsapp_or_that_blocks_us_ends_with_its_code_and_gets_texts_all_the_same",
        "whatsapp.words_that_cannot_be_filled_in_are_refused",
        "whatsapp.a_text_and_a_whatsapp_do_not_mix",
        "whatsapp.a_stop_by_whatsapp_stops_whatsapp_alone_and_says_who_wrote",
        "whatsapp.a_created_message_is_as_twilio_describes_it",
    ],
    "lists by number and time, in pages": [
        "client.other_texts_other_phones_and_other_times_are_not_found",
        "client.a_message_is_found_behind_many_others",
        "description.a_page_of_messages_is_as_described",
    ],
}


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_behaviour_is_shown_by_tests_that_are_there(behaviour: str) -> None:
    for name in BEHAVIOURS[behaviour]:
        module, sentence = name.split(".", 1)
        found = import_module(f"tests.integration.twilio_emulator.test_{module}")
        assert hasattr(found, f"test_{sentence}"), name
