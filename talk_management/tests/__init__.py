from . import (
    test_chain,
    test_chain_picture,
    test_chain_js,
    test_employee_fields,
    test_generation,
    test_reminder,
    test_rule,
    test_talk,
    test_calendar,
    test_record,
    test_scale,
)
