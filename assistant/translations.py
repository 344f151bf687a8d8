"""What is said, in their own language, to those whose language is not understood yet.

Written and checked by this project's authors, not by professional translators. The person
addressed is addressed formally, and no sentence says anything about law.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.language import Language

QUESTION = "Do you sell my data?"
REQUEST = "Please delete my data"
"""English to copy, that is answered and recognized as a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The sentences of the message, in one language."""

    sorry: str
    person: str
    policy: str
    write: str
    space: str = " "
    """What stands between sentences."""


def message_in(language: Language, *, contact: str, policy_url: str | None) -> str:
    """The message in that language; in English where there is none in it.

    ``contact`` is where a person is reached. Without a URL it doesn't say where the policy is.
    """
    told = _TRANSLATIONS.get(language, _ENGLISH)
    sentences = [
        told.sorry,
        told.person.format(contact=contact),
        *([told.policy.format(policy_url=policy_url)] if policy_url else []),
        told.write.format(question=QUESTION, request=REQUEST),
    ]
    return told.space.join(sentences)


_ENGLISH = Translation(
    sorry="Sorry, I'm an automated assistant and don't understand this language yet.",
    person="A person can help: write to {contact}.",
    policy="You can read the privacy policy here: {policy_url}.",
    write="You can also write to me in English, such as: “{question}” or “{request}”.",
)

# French sets a space that doesn't break before a colon and inside its quotation marks.
_TRANSLATIONS: Mapping[Language, Translation] = {
    Language("es"): Translation(
        sorry="Lo siento, soy un asistente automático y todavía no entiendo el español.",
        person="Una persona puede ayudarle: escriba a {contact}.",
        policy="Puede leer la política de privacidad aquí: {policy_url}.",
        write="También puede escribirme en inglés, por ejemplo: «{question}» o «{request}».",
    ),
    Language("fr"): Translation(
        sorry="Veuillez m'excuser\u00a0: je suis un assistant automatique et je ne comprends pas "
        "encore le français.",
        person="Une personne peut vous aider\u00a0: écrivez à {contact}.",
        policy="Vous pouvez lire la politique de confidentialité ici\u00a0: {policy_url}.",
        write="Vous pouvez aussi m'écrire en anglais, par exemple\u00a0: "
        "«\u00a0{question}\u00a0» ou «\u00a0{request}\u00a0».",
    ),
    Language("de"): Translation(
        sorry="Entschuldigung, ich bin ein automatischer Assistent und verstehe noch kein Deutsch.",
        person="Ein Mensch kann Ihnen helfen: Schreiben Sie an {contact}.",
        policy="Die Datenschutzerklärung können Sie hier lesen: {policy_url}.",
        write="Sie können mir auch auf Englisch schreiben, zum Beispiel: "
        "„{question}“ oder „{request}“.",
    ),
    Language("pt"): Translation(
        sorry="Desculpe, sou um assistente automático e ainda não entendo português.",
        person="Uma pessoa pode ajudar: escreva para {contact}.",
        policy="Pode ler a política de privacidade aqui: {policy_url}.",
        write="Também pode escrever em inglês, por exemplo: “{question}” ou “{request}”.",
    ),
    # A sign that stood next to an address would be read as a part of it.
    Language("zh"): Translation(
        sorry="抱歉，我是自动助手，目前还看不懂中文。",
        person="如需人工帮助，请联系 {contact} 。",
        policy="您可以在这里查看隐私政策： {policy_url} 。",
        write="您也可以用英文写给我，例如：“{question}”或“{request}”。",
        space="",
    ),
}
