"""Who plays in the conversations of the acceptance year, by the beginning of their e-mail."""

from __future__ import annotations

COORDINATOR, OFFICER, RESIDENT = "l.altaquilla", "r.berrocapa", "a.soderquist"
FOCAL_POINTS = {
    "OIM": "n.collpabamba", "ACNUR": "n.quintamayo", "OIT": "i.choquerrey", "UNICEF": "p.huaranda", "PNUD": "g.umbralito",
    "OPS/OMS": "c.yupancal", "UNFPA": "s.rocamarca", "ONU Mujeres": "j.atocsaira", "UNODC": "b.carhuandino",
}  # fmt: skip
ALTERNATES = {
    "f.jatunvelarde", "h.parihuanca", "m.tordoya", "s.ormachal", "k.soncollay", "d.miraltino", "e.coscollana", "r.vilcabella",
    "l.huamantinta",
}  # fmt: skip
COMMITTEE = {"a.soderquist", "p.estevanes", "t.wrennfeld", "b.sormendi", "o.brandaris", "h.lasvalle"}
PNUD_MEMBER = "h.lasvalle"
TECHNICAL = set(FOCAL_POINTS.values()) | ALTERNATES
CONVENED = TECHNICAL | COMMITTEE
GUESTS = {"f.valderruma", "w.ancastillo"}
