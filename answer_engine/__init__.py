"""Helpwell's answer engine: documents and past questions in, ranked passages with calibrated confidence out.

A library without Django and without network. The trip of a question, one module a step:

1. `text` reads it as words, whatever the script (`scripts`), without greeting and quoted mail.
2. `spelling` repairs words the site does not know against those it knows (`nearness` says which of them may be meant,
   `written` how the site writes them).
3. `reading` says, by `word_reading`, what each word may stand for in a language: its stem (`stems`), the parts of a
   compound (`compounds`), look-alikes (`similar`), a synonym, the same meaning in this language or another (`meanings`,
   with `verbs` and `short_forms`; `gloss`), the words a half-typed one may become (`half_words`).
4. `matching` finds the words in all texts of a `shelf` (one per language and audience, so that what somebody may not
   read never colours their answer); `evidence` makes figures of each document of it: own wordings, passages, past
   questions, what the words mean whichever they are (`concepts`), what they are about (`gist`, learned of other
   sites), and what past questions taught (`lessons`, asked together by `opinions`).
5. `ranking` makes one score of it, `confidence` the probability that the first hit is right, `thresholds` says
   from which probability on an answer may be given alone.

`asking` shows the whole trip, `readership` holds what it needs for readers of the same audiences, `engine` how an
engine is kept and changed; `shapes` holds what goes in and out; `saved` keeps an engine as one file that processes
share. Beside the trip: `shelving` reads documents into a shelf, in `passages` and counted (`counting`); `learning`
fits lessons from past questions (`apart` does it in a process of its own): `classifying` and `net` (on `batches`)
those of the classifiers, `folds` asks each question in an engine that has not seen it, `fitting` and `calibrating` say
from that how to rank and how sure to be. `prior` holds where a site starts, made by `train_prior` (of the sites that
`rehearsals` plays) after `train_gist`; `predict` and `evaluate` judge on files an engine that `judging` has made
ready.

An operator may add a sentence encoder (`encoding` is the port; `sentence_folder` and `transformer` run one). It reads
whole questions after the repair of step 2; `senses` keeps what it has read of the site, `sensing` compares, and what it
says goes through steps 4 and 5 as further figures. Without it, or when it is late, everything works as told above.
"""

from answer_engine.apart import learn_apart
from answer_engine.encoding import Encoder, EncoderFailed, Hurried, Vectors, levelled
from answer_engine.engine import AnswerEngine
from answer_engine.lessons import Lessons
from answer_engine.saved import BadEngineFile, open_engine, save_engine
from answer_engine.senses import Remembering, Senses
from answer_engine.sentence_folder import SentenceFolder
from answer_engine.shapes import Answer, Completion, Document, Hit, Passage, PastQuestion, Synonym

__all__ = [
    "Answer",
    "AnswerEngine",
    "BadEngineFile",
    "Completion",
    "Document",
    "Encoder",
    "EncoderFailed",
    "Hit",
    "Hurried",
    "Lessons",
    "Passage",
    "PastQuestion",
    "Remembering",
    "Senses",
    "SentenceFolder",
    "Synonym",
    "Vectors",
    "learn_apart",
    "levelled",
    "open_engine",
    "save_engine",
]
