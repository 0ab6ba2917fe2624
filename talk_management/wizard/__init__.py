from . import talk_excuse, talk_generate, talk_rule_load, roster_partner, roster_import, roster_lines
