"""What countyhire is made of, as CycloneDX JSON 1.5: every locked dependency with its hashes and licence."""

import re
import uuid
from importlib import metadata
from typing import Any

from countyhire import __version__

_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562: names that are addresses


def sbom(lock: str) -> dict[str, Any]:
    """The bill of a lock with hashes. The same lock gives the same bill: its number is made of the content."""
    components = [_component(entry) for entry in re.split(r"\n(?=\S)", lock.strip())]
    own = f"pkg:pypi/countyhire@{__version__}"
    number = uuid.uuid5(_SPACE, own + "".join(component["purl"] for component in components))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "countyhire",
                "version": __version__,
                "purl": own,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _component(entry: str) -> dict[str, Any]:
    found = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", entry)
    if found is None:
        raise ValueError(f"not a locked version: {entry.splitlines()[0]}")
    name, version = found[1], found[2]
    purl = f"pkg:pypi/{name.lower()}@{version}"
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in re.findall(r"sha256:([0-9a-f]{64})", entry)],
    }
    if licence := _licence(name):
        component["licenses"] = [{"license": {"name": licence}}]
    return component


def _licence(name: str) -> str:
    """As the installed distribution tells; of one that is not installed here, nothing."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    told = about.get("License-Expression") or ""
    if not told:
        classes = [line for line in about.get_all("Classifier") or () if line.startswith("License ::")]
        told = classes[0].rpartition(":: ")[2] if classes else (about.get("License") or "").split("\n")[0]
    return told.strip()[:100]
