from . import talk_demo, talk_demo_office, talk_demo_session
