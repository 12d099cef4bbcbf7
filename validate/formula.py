"""A LaTeX formula for a browser (MathML) and for a terminal (one line of Unicode)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

#: Letters that carry their style in the code point; browsers ignore `mathvariant` but "normal".
_STYLED = {"double-struck": {"1": "\U0001d7d9"}, "bold": {"∇": "\U0001d6c1"}}

_SUPERSCRIPT = dict(zip("0123456789+-−=()niTRLAK†*′″", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵀᴿᴸᴬᴷ†*′″", strict=True))
_SUBSCRIPT = dict(zip("0123456789+-−=()aeijklmnoprstuvxβγρφχ",
                      "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))  # fmt: skip
_ACCENT = {"^": "\u0302", "~": "\u0303", "‾": "\u0304", "―": "\u0304", "¯": "\u0304", "˙": "\u0307",
           "¨": "\u0308", "←": "\u20d6", "→": "\u20d7"}  # fmt: skip
_SPACED = set("=≈≠<>≤≥→⇒∝+−-±∓×·⊗⊙∧∨∈↦≡≪≫≷≶∼")
_SIGNS = {" − ", " + ", " ± "}
_OPENING = set("([{=<>≈,;|")


def relations(latex: str) -> list[str]:
    r"""Split a print of several relations at its ``,\quad``, outside all brackets."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(r"\\left|\\right|\\begin|\\end|,\\quad |[{}]", latex):
        if found[0] in {"{", r"\left", r"\begin"}:
            depth += 1
        elif found[0] in {"}", r"\right", r"\end"}:
            depth -= 1
        elif not depth and found[0].startswith(","):
            parts.append(latex[start : found.start()])
            start = found.end()
    return [*parts, latex[start:]]


def mathml(latex: str) -> str:
    """Return MathML in display style that names its LaTeX source.

    Raises
    ------
    ValueError
        If the LaTeX is not understood.
    """
    root = _element(latex)
    del root.attrib["display"]  # a block of its own would be centred
    root.set("displaystyle", "true")
    root.set("alttext", latex)
    return ElementTree.tostring(root, encoding="unicode").replace("&#xa0;", "\u00a0")


def unicode_line(latex: str) -> str:
    """Return one line of Unicode: fractions as a/b, scripts where there are letters for them.

    Raises
    ------
    ValueError
        If the LaTeX is not understood.
    """
    return " ".join(_line(_element(latex)).split())


@lru_cache(maxsize=4096)
def _source(latex: str) -> str:
    from latex2mathml.converter import convert

    try:
        return str(convert(latex, display="block"))
    except Exception as error:  # the library has no common class of its errors
        name = type(error).__name__
        raise ValueError(f"no formula: {latex!r} ({name}); expected LaTeX mathematics") from error


def _element(latex: str) -> Element:
    text = _source(latex).replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    root = ElementTree.fromstring(text)
    for node in root.iter():
        styled = _STYLED.get(node.get("mathvariant", ""), {})
        if (node.text or "") in styled:
            node.text = styled[node.text or ""]
            del node.attrib["mathvariant"]
        _join_letters(node)
    return root


def _join_letters(parent: Element) -> None:
    """One identifier for the upright letters of a word: they are set without gaps."""
    word: Element | None = None
    for child in list(parent):
        upright = child.tag == "mi" and child.get("mathvariant") == "normal"
        if upright and word is not None:
            word.text = (word.text or "") + (child.text or "")
            parent.remove(child)
        else:
            word = child if upright else None


# --- One line ---------------------------------------------------------------------------------


def _line(node: Element) -> str:
    parts = [_line(child) for child in node]
    match node.tag:
        case "mi" | "mn" | "mtext":
            return _word(node)
        case "mo":
            return _operator(node.text or "")
        case "mspace":
            return " "
        case "mfrac":
            over = parts[1].strip() if _is_atom(node[1]) else f"({parts[1].strip()})"
            return f"{_grouped(parts[0])}/{over}"
        case "msqrt":
            return f"√({''.join(parts).strip()})"
        case "msub" | "munder":
            return parts[0].rstrip() + _script(parts[1], _SUBSCRIPT, "_") + _gap(node[0])
        case "msup":
            return _base(parts[0].strip()) + _script(parts[1], _SUPERSCRIPT, "^")
        case "msubsup" | "munderover":
            below, above = _script(parts[1], _SUBSCRIPT, "_"), _script(parts[2], _SUPERSCRIPT, "^")
            return parts[0].rstrip() + below + above + _gap(node[0])
        case "mover":
            return _accented(parts[0], parts[1].strip())
        case "mtable":
            return "; ".join(parts)
        case "mtr":
            return ", ".join(part.strip() for part in parts)
        case "math" | "mrow" | "mstyle" | "mtd" | "mpadded" | "mphantom":
            return _row(node, parts)
    raise ValueError(f"no letters for <{node.tag}>")


def _row(node: Element, parts: Sequence[str]) -> str:
    """Join; names of several letters stand apart, and so do fractions before a factor."""
    out, named = "", False
    for place, (child, part) in enumerate(zip(node, parts, strict=True)):
        factor = place + 1 < len(parts) and not parts[place + 1].startswith((" ", ",", ")", "]"))
        text = f"({part})" if child.tag == "mfrac" and factor else part
        if part in _SIGNS and (not out.strip() or out.rstrip()[-1] in _OPENING):
            text = part.strip()  # the sign of what follows, not between two terms
        word = child.tag in {"mi", "mo"} and len(text) > 1 and text.isalpha()
        if out[-1:].isalnum() and (word or named) and text[:1].isalnum():
            out += " "
        out, named = out + text, word
    return out


def _is_atom(node: Element) -> bool:
    """One symbol or number, with or without scripts."""
    while node.tag == "mrow" and len(node) == 1:
        node = node[0]
    return node.tag in {"mi", "mn", "msub", "msup", "msubsup", "mover", "msqrt"}


def _word(node: Element) -> str:
    return unicodedata.normalize("NFC", (node.text or "").replace("\u00a0", " "))


def _operator(text: str) -> str:
    if text in {"\u2061", "\u2062"}:
        return ""
    if text in _SPACED:
        return f" {text} "
    return text + " " if text in {",", ";"} else text


def _gap(base: Element) -> str:
    """Space between a sum or integral with its limits and what follows."""
    return " " if base.tag == "mo" else ""


def _base(text: str) -> str:
    """What is raised to a power, in brackets where it is more than one factor."""
    closed = text.startswith("(") and text.endswith(")")
    return f"({text})" if not closed and (" " in text or "/" in text) else text


def _script(text: str, letters: dict[str, str], mark: str) -> str:
    text = text.replace(" ", "")
    if not text:
        return ""
    if all(letter in letters for letter in text):
        return "".join(letters[letter] for letter in text)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _accented(base: str, accent: str) -> str:
    mark = _ACCENT.get(accent)
    if mark is None:
        return f"{base}^({accent})"
    return unicodedata.normalize("NFC", f"{base.strip()}{mark}")


def _grouped(text: str) -> str:
    """Brackets, unless nothing in the text binds less than a division."""
    text = text.strip()
    return text if " " not in text and "/" not in text else f"({text})"
