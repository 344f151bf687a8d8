"""The words of a message, as they would be spelt in a letter.

Only what stands often in chats is spelt out; what is misspelt otherwise is left to the classifier,
which also looks at parts of words.
"""

import re

_CHAT = {
    "2": "to", "4": "for", "abt": "about", "acc": "account", "acct": "account", "any1": "anyone",
    "b4": "before", "cant": "can't", "cud": "could", "cust": "customer", "cx": "customer",
    "datas": "data", "didnt": "didn't", "doesnt": "doesn't", "dont": "don't", "every1": "everyone",
    "gimme": "give me", "gonna": "going to", "gotta": "have to", "hows": "how's", "hw": "how",
    "i'd": "i would", "id": "i would", "idk": "i don't know", "im": "i'm", "info": "information",
    "informations": "information", "infos": "information", "isnt": "isn't", "ive": "i've",
    "kindly": "please", "lemme": "let me", "n": "and", "pls": "please", "plz": "please",
    "plzz": "please", "ppl": "people", "r": "are", "some1": "someone", "thx": "thanks",
    "txt": "text", "txts": "texts", "ty": "thanks", "u": "you", "ur": "your", "w": "with",
    "wanna": "want to", "wat": "what", "wats": "what's", "whats": "what's", "wheres": "where's",
    "whos": "who's", "wont": "won't", "wud": "would", "y": "why",
}  # fmt: skip
# Which address or number it is tells nothing about what is wanted of it.
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,200}")
_LINK = re.compile(r"(?:https?://|www\.)\S{1,400}")
_PHONE = re.compile(r"\(?\b\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}\b|\b\d{3}-\d{4}\b")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[.,;:!?()\n—-]")
# Letters say what they want in the beginning, and again in the end.
_BEGIN, _END = 900, 300


def words(text: str) -> list[str]:
    """Words and marks in lower case; addresses, links and numbers as one word each."""
    if len(text) > _BEGIN + _END:
        text = f"{text[:_BEGIN]}\n{text[-_END:]}"
    text = _ADDRESS.sub(" anaddress ", text.lower().replace("’", "'"))
    text = _PHONE.sub(" aphone ", _LINK.sub(" alink ", text))
    spelt = (_CHAT.get(word, word) for word in _WORD.findall(text))
    return ["0" if word.isdigit() else word for said in spelt for word in said.split(" ")]
