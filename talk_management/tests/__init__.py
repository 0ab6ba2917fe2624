from . import (
    test_chain,
    test_chain_delegation,
    test_chain_acting,
    test_chain_links,
    test_chain_random,
    test_chain_picture,
    test_chain_places,
    test_chain_js,
    test_employee_fields,
    test_generation,
    test_generation_basis,
    test_generation_change,
    test_generation_random,
    test_obligation_job,
    test_reminder,
    test_escalation,
    test_excuse,
    test_plan,
    test_plan_sent,
    test_weekly_check,
    test_rule,
    test_rule_form,
    test_rule_warning,
    test_rule_load,
    test_meeting,
    test_talk,
    test_settling,
    test_trigger,
    test_trigger_notice,
    test_trigger_secrecy,
    test_calendar,
    test_record,
    test_record_people,
    test_record_autosave,
    test_record_sections,
    test_record_observation,
    test_record_statement,
    test_record_two_writers,
    test_scale,
    test_translation,
    test_security_preparation,
    test_security_request,
    test_request,
    test_request_silence,
    test_reserved_talk,
    test_disciplinary_talk,
    test_roster_import,
    test_roster_refusal,
    test_roster_scale,
    test_security_becoming,
    test_security_doors,
    test_security_statement,
    test_security_matrix,
    test_security_names,
    test_security_oracles,
    test_security_superuser,
    test_security_words,
    test_ledger,
    test_ledger_files,
    test_ledger_objected,
    test_record_form,
    test_sign,
    test_sample,
    test_sign_scale,
    test_preparation,
    test_preparation_print,
    test_preparation_scale,
    test_report_schedule,
    test_quota,
    test_quota_people,
    test_reception,
    test_reception_steps,
    test_topic,
    test_record_topics,
    test_record_items,
    test_attendance,
    test_notice,
    test_session_booking,
    test_session_privacy,
    test_confirmation,
    test_confirm_link,
    test_steps_by_role,
    test_security_proof,
    test_signature,
    test_record_lock,
    test_share,
    test_reading_log,
    test_retention,
    test_held_about_me,
)
from . import test_session_publish, test_session_absence, test_session_day
from . import test_item_handling, test_item_merge, test_item_remind, test_item_secrecy
from . import test_item, test_item_figures, test_item_retention, test_item_sheet
from . import test_item
from . import test_confidential_models
from . import test_raise_with_request, test_reply, test_reply_loop, test_reply_print
from . import test_reply_secrecy, test_tell_raisers
from . import test_item_merge, test_item_remind
from . import test_item_figures, test_item_retention, test_item_sheet
from . import test_item_handling, test_item_merge, test_item_remind
from . import test_item, test_item_figures, test_item_retention, test_item_sheet
from . import test_confidential_models
from . import test_item_figures, test_item_retention, test_item_sheet
from . import test_measure, test_measure_remind, test_measure_secrecy
from . import test_item_closing
from . import test_item_scale
from . import test_item, test_item_figures, test_item_retention, test_item_sheet
from . import test_confidential_models
from . import test_warning, test_warning_secrecy
from . import test_bank_story
from . import test_leadership_meeting, test_meeting_secrecy, test_meeting_dossier
