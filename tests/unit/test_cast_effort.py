"""The roles of a person are looked at once each, however often their country is asked for."""

from __future__ import annotations

from typing import Any

from models.extractors.people.cast import Entity


class Watched:
    """A role that counts how often its country is asked for."""

    international = False

    def __init__(self, country: str | None = None) -> None:
        self._country = country
        self.asked = 0

    @property
    def country(self) -> str | None:
        self.asked += 1
        return self._country


def test_each_role_is_looked_at_once() -> None:
    roles: Any = [Watched() for _ in range(100)]
    person = Entity("Ann Holm", roles=roles, home="NO")
    assert {person.country for _ in range(100)} == {"NO"}
    roles.append(Watched("SE"))
    assert person.country == "SE"
    assert person.role is roles[-1]
    everyone = list(roles)
    person.hold([roles[0]])
    assert (person.country, person.role) == ("NO", roles[0])
    assert max(role.asked for role in everyone) <= 4
