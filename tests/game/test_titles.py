from autoredeem.game.titles import TITLES


def test_a_title_is_found_by_its_name() -> None:
    assert {name: title.name for name, title in TITLES.items()} == {
        "wos": "wos",
        "kingshot": "kingshot",
    }


def test_each_game_has_an_address_of_its_own_over_tls_and_its_players_words() -> None:
    wos, kingshot = TITLES["wos"], TITLES["kingshot"]
    assert (wos.display_name, wos.state_word) == ("Whiteout Survival", "state")
    assert (kingshot.display_name, kingshot.state_word) == ("Kingshot", "kingdom")
    assert wos.url == "https://wos-giftcode-api.centurygame.com/api"
    assert kingshot.url == "https://kingshot-giftcode.centurygame.com/api"
