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
    let same = |a: Place, b: Place| {
        let (a_person, b_person) = (stage.mention(a).person, stage.mention(b).person);
        a == b || a_person.is_some() && a_person == b_person
    };
    let highest = scored.iter().fold(f32::MIN, |highest, (_, score)| highest.max(*score));
    // The scores are those of a softmax model: their shares are its probabilities.
    let weights: Vec<f32> = scored.iter().map(|(_, score)| (score - highest).exp()).collect();
    let total: f32 = weights.iter().sum();
    let share = |of: Place| {
        let own: f32 = scored.iter().zip(&weights).filter(|((place, _), _)| same(*place, of)).map(|(_, w)| w).sum();
        (100.0 * own / total).round() as u8
    };
    let others = scored.iter().filter(|(place, _)| !same(*place, chosen));
    let next = others.copied().reduce(|best, other| if other.1 > best.1 { other } else { best });
    let mention = stage.mention(chosen);
    Evidence {
        reason: match stage.scenes[chosen.block].links[chosen.mention].tie {
            _ if !near && last.is_some_and(|last| same(last, chosen)) => Reason::Turn,
            Tie::None | Tie::Object if last.is_some_and(|last| same(last, chosen)) => Reason::Turn,
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
