from . import talk_excuse, talk_generate, roster_import, roster_lines
