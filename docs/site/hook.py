"""What mkdocs.yml can't say: the pages beside docs/, pictures for phones, how Markdown is read.

The pages are written for whoever reads them in the repository; the site reads them as they are.
"""  # noqa: INP001 (MkDocs runs this file; it is no part of a package)

import re
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath

from markdown import Extension, Markdown
from markdown.blockprocessors import build_block_parser
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from pymdownx.slugs import slugify

LINK = re.compile(r"(?<=\]\()(?![a-z]+:|[#/])([^)#\s]+)")
FOREIGN = re.compile(
    r'<(?:script|img|iframe|source|link rel="(?!canonical)[a-z ]+")[^>]* '
    r'(?:src|href)="(?:https?:)?//'
)
PICTURE = re.compile(r'<img [^>]*src="([^"]*pictures/([^"/]+)\.(?:png|svg))"[^>]*>')


class CommonIndentation(Extension):
    """Blocks of a list's item are indented by three, as CommonMark has them, instead of by four."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Build the parser anew, before other extensions add to it."""
        md.tab_length = 3
        md.parser = build_block_parser(md)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read Markdown as forges do: the same lists, and the same anchors of headings."""
    config.markdown_extensions.insert(0, CommonIndentation())
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugify(case="lower")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and files that stand beside docs/."""
    for source, page in config.extra["beside"].items():
        files.append(File.generated(config, page, abs_src_path=str(_root(config) / source)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links between docs/ and what stands beside it to where that is in the site."""
    here = Path(page.file.abs_src_path or "").parent
    folder = PurePosixPath(page.file.src_uri).parent

    def led(link: re.Match[str]) -> str:
        target = _in_site(Path(normpath(here / link[1])), config)
        known = target is not None and files.get_file_from_path(target)
        return relpath(target, folder) if target and known else link[1]

    return LINK.sub(led, markdown)


def on_page_content(html: str, files: Files, **_: object) -> str:
    """Show on a phone the picture that was taken for one, and each alone when it is tapped."""

    def shown(picture: re.Match[str]) -> str:
        image, address, name = picture[0], picture[1], picture[2]
        narrow = ""
        if files.get_file_from_path(f"pictures/{name}-phone.png"):
            twin = address.replace(".png", "-phone.png")
            narrow = f'<source media="(max-width: 44.9em)" srcset="{twin}">'
        return f'<a href="{address}"><picture>{narrow}{image}</picture></a>'

    return PICTURE.sub(shown, html)


def on_post_page(output: str, page: Page, **_: object) -> None:
    """Let no page load anything from elsewhere: it is read without a network, and unobserved."""
    if foreign := FOREIGN.search(output):
        raise PluginError(f"{page.file.src_uri} would load {foreign[0]}")


def _in_site(path: Path, config: MkDocsConfig) -> str | None:
    """Return what the site calls a file of the repository, None where it has none."""
    docs = Path(config.docs_dir)
    if path.is_relative_to(docs):
        return path.relative_to(docs).as_posix()
    beside: dict[str, str] = config.extra["beside"]
    root = _root(config)
    return beside.get(path.relative_to(root).as_posix()) if path.is_relative_to(root) else None


def _root(config: MkDocsConfig) -> Path:
    return Path(config.docs_dir).parent
