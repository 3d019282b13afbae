"""`autoredeem demo`: all of it on embedded parts, in seconds."""

import sys

from autoredeem.cli.common import NOT_DONE, ConfigOption, JsonOption, settings_from


def demo(*, json_: JsonOption = False, config: ConfigOption = None) -> int:
    """Show the main job in seconds: a simulated game, 88 members, one code.

    With AUTOREDEEM_STORE_URL set, on that store, under the title 'demo', which meets no other
    title's data; otherwise on SQLite in a folder that is removed afterwards.
    """
    # Here and not above: --help must not wait for drivers, clients and servers.
    from autoredeem.cli.demo_run import differences, run_demo, tally  # noqa: PLC0415
    from autoredeem.cli.redeem_run import report_end, show  # noqa: PLC0415

    finished, counters = run_demo(settings_from(config))
    show(finished, as_json=json_)
    if differing := differences(finished.summary, counters):
        sys.stderr.write(f"autoredeem: the simulator counted otherwise: {differing}\n")
        return NOT_DONE
    (sys.stderr if json_ else sys.stdout).write(
        f"The simulator counted the same: {tally(counters)}\n"
    )
    return report_end(finished)
