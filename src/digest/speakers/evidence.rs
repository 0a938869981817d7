//! What decided a quote's speaker, how surely, and who came next.

use super::Place;
use super::links::Tie;
use super::mentions::Kind;
use super::scenes::Stage;
use crate::digest::model::{Evidence, Naming, Odds, Reason};
use crate::digest::people;

/// The evidence for `chosen` among the scored candidates; `near` tells whether it stands in the quote's own block,
/// `last` which mention spoke the quote before.
pub fn find(stage: &Stage, scored: &[(Place, f32)], chosen: Place, near: bool, last: Option<Place>) -> Evidence {
    let people: Vec<Option<usize>> = scored.iter().map(|(place, _)| stage.mention(*place).person).collect();
    // Those among the scored who are the one that a mention names.
    let same = |of: Place| {
        let named = stage.mention(of).person;
        let is = move |((place, _), person): (&(Place, f32), &Option<usize>)| {
            *place == of || named.is_some() && *person == named
        };
        scored.iter().zip(&people).map(is)
    };
    let spoke_last = last.is_some_and(|last| {
        let person = stage.mention(chosen).person;
        last == chosen || person.is_some() && stage.mention(last).person == person
    });
    let highest = scored.iter().fold(f32::MIN, |highest, (_, score)| highest.max(*score));
    // The scores are those of a softmax model: their shares are its probabilities.
    let weights: Vec<f32> = scored.iter().map(|(_, score)| (score - highest).exp()).collect();
    let total: f32 = weights.iter().sum();
    let share = |of: Place| {
        let own: f32 = same(of).zip(&weights).filter(|(same, _)| *same).map(|(_, weight)| weight).sum();
        (100.0 * own / total).round() as u8
    };
    let others = scored.iter().zip(same(chosen)).filter(|(_, same)| !same).map(|(scored, _)| *scored);
    let next = others.reduce(|best, other| if other.1 > best.1 { other } else { best });
    let mention = stage.mention(chosen);
    Evidence {
        reason: match stage.scenes[chosen.block].links[chosen.mention].tie {
            _ if !near && spoke_last => Reason::Turn,
            Tie::None | Tie::Object if spoke_last => Reason::Turn,
            Tie::None | Tie::Object => Reason::Nearest,
            _ if !near => Reason::Nearest,
            Tie::According => Reason::According,
            Tie::Colon => Reason::Colon,
            Tie::Inverted => Reason::Inverted,
            _ => Reason::Subject,
        },
        naming: naming(mention.kind),
        odds: Some(Box::new(Odds {
            share: share(chosen),
            next: next.map(|(place, _)| (name(stage, place), share(place))).filter(|(_, share)| *share > 0),
        })),
    }
}

/// How a mention of some kind names its speaker.
pub fn naming(kind: Kind) -> Naming {
    match kind {
        Kind::Person | Kind::Unknown | Kind::Organisation => Naming::Name,
        Kind::Pronoun | Kind::Other | Kind::Writer | Kind::Relative => Naming::Pronoun,
        _ => Naming::Description,
    }
}

fn name(stage: &Stage, place: Place) -> String {
    let mention = stage.mention(place);
    match mention.person {
        Some(person) => stage.cast.characters[person].name.to_string(),
        None => people::mention(stage.all_words, place.block, mention.words.clone()).text(stage.body).into_owned(),
    }
}
