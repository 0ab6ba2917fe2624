from . import talk_demo
