"""编制与岗位: what is approved and filled, what is proposed, and the advice on it (55号 三（二）; J, M, P)."""

from countyhire.compute.posts.posts import Posts, posts

__all__ = ["Posts", "posts"]
