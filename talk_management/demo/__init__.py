from . import talk_demo, talk_demo_office
