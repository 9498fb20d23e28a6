"""The register: filed by the secretariat, searched by words, code, label, year and objective; an older decision is replaced, not lost."""

from __future__ import annotations

from tests.handlers.consensus_scene import D1, ELEVENTH, PNUD_CE, ad_referendum, decision
from tests.handlers.record_scene import SECRETARY, UNFPA, said, source
from tests.town import Town, keys_of, lima

D2 = "D-2027-02"


def filed(town: Town, code: str = D1, **values: object) -> None:
    town.do(SECRETARY, "decisions.classify", ELEVENTH, code=code, **values)


def test_the_register_is_searched_by_label_objective_year_and_words(town: Town) -> None:
    ad_referendum(town, "Prioridades: regularización y niñez.", "Tres días hábiles para responder.")
    filed(town, labels=["priority"], objectives=["7", "15"], review_on="2028-01-31")
    filed(town, D2, labels=["guideline", "setting"])
    assert (decision(town).labels, decision(town).objectives) == (["priority"], [7, 15])
    for words, code in (
        ("lineamiento", D2), ("ajuste", D2), ("prioridad", D1), ("PMM 7", D1), ("objetivo 15 ninez", D1), ("dias habiles", D2),
    ):  # fmt: skip
        shown = said(town.ask(UNFPA, "decisions.search", ELEVENTH, words=words))
        assert code in shown, words
        assert (D1 if code == D2 else D2) not in shown, words
    assert "register.nothing_found" in keys_of(town.ask(UNFPA, "decisions.search", ELEVENTH, words="PMM 5"))
    assert "register.nothing_found" in keys_of(
        town.ask(UNFPA, "decisions.search", ELEVENTH, words="niñez", year="2026")
    )
    shown = said(town.ask(UNFPA, "decisions.show", ELEVENTH, code=D1))
    assert "Etiquetas: prioridad 2027" in shown
    assert "Se revisa el: lunes 31 de enero de 2028" in shown
    assert "Se puso a consideración: en una reunión" in shown


def test_the_older_decision_is_replaced_only_once_the_newer_is_adopted(town: Town) -> None:
    ad_referendum(town, "Prioridades 2027.", "Prioridades 2027, corregidas.")
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D1)
    filed(town, D2, supersedes=D1)
    assert decision(town).status == "consensus"
    town.ask(PNUD_CE, "decisions.agree", ELEVENTH, code=D2)
    assert (decision(town).status, decision(town).superseded_by) == ("replaced", D2)
    assert "Estado: sustituida por D-2027-02" in said(town.ask(UNFPA, "decisions.show", ELEVENTH, code=D1))
    assert "Sustituye a: D-2027-01" in said(town.ask(UNFPA, "decisions.show", ELEVENTH, code=D2))
    reply = town.ask(PNUD_CE, "decisions.reserve", lima(2027, 2, 12), code=D1, wording="Tarde.")
    assert reply.refused
    assert "§5.2.1" in source(reply)


def test_what_is_not_adopted_replaces_nothing_and_a_focal_point_files_nothing(town: Town) -> None:
    ad_referendum(town, "Prioridades 2027.", "Prioridades 2027, corregidas.")
    for older in (D1, D2, "D-2027-99"):
        reply = town.ask(SECRETARY, "decisions.classify", ELEVENTH, code=D2, supersedes=older)
        assert reply.refused, older
        assert "§5.1.8" in source(reply)
    assert town.ask(SECRETARY, "decisions.classify", ELEVENTH, code=D2, labels=["hola"]).refused
    assert town.ask(UNFPA, "decisions.classify", ELEVENTH, code=D2, labels=["setting"]).refused


def test_silence_never_settles_the_terms_of_reference_even_under_a_rule(town: Town) -> None:
    from tests.handlers.consensus_scene import no_objection_rule

    no_objection_rule(town)
    ad_referendum(town, "Se modifican los Términos de Referencia de la Red.")
    assert not decision(town).by_silence
