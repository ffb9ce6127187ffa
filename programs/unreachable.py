"""Finds out why a server of the stack does not answer."""
import ipaddress

CHECK_IP = "https://checkip.amazonaws.com"


def address_here():
    """Returns the public address of this machine, or None without internet access."""
    import requests

    try:
        return str(ipaddress.ip_address(requests.get(CHECK_IP, timeout=5).text.strip()))
    except (requests.RequestException, ValueError):
        return None


def reason(access, address):
    """Returns the cause and the remedy.

    access is read from the synthesized stack, or None: allowed (ranges), isWhole (whether there are no others),
    isInternal.
    """
    if address is None:
        return (f"{CHECK_IP} does not answer either, so this machine has no internet access. "
                "Check the network and the proxy (HTTPS_PROXY).")
    add = f"Add '{address}/32' to allowedCidrs and deploy again."
    if access is None:
        return f"This machine's address is {address}. If allowedCidrs of the stack does not contain it: {add}"
    if access["isInternal"]:
        return ("The load balancer is internal: it answers in its VPC and in networks that are connected with it, "
                "for example by a VPN.")
    allowed = access["allowed"]
    if any(ipaddress.ip_address(address) in ipaddress.ip_network(it, strict=False) for it in allowed):
        return (f"allowedCidrs contains this machine's address {address}. A new load balancer takes about two minutes. "
                "After that: kubectl get pods -n zenml-server")
    if not access["isWhole"]:
        return (f"This machine's address is {address}. "
                f"If neither allowedCidrs nor the given prefix lists contain it: {add}")
    if not allowed:
        return (f"allowedCidrs is empty: only the stack's own pods are allowed. "
                f"This machine's address is {address}. {add}")
    return f"allowedCidrs is {', '.join(allowed)}, without this machine's address {address}. {add}"
