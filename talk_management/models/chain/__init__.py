"""Who answers for whom (层层负责制): teams, branches, layers, edges, sight, gaps.

Never touches when talks are due.
"""

from . import (
    talk_chain_source,
    talk_chain_place,
    hr_department,
    hr_employee,
    hr_version,
    talk_team,
    talk_branch,
    talk_acting_head,
    talk_recusal,
    talk_link,
    talk_layer,
    talk_layer_reach,
    talk_edge,
    talk_delegation,
    talk_sight,
    talk_gap,
    talk_chain_picture,
    talk_institution_picture,
)
