"""The offline folder that `make bundle` builds: what is needed to install with the network off."""
