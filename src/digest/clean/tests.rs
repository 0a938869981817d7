//! What becomes of the lines of whole pages, clips and pasted texts.

use super::*;
use crate::digest::article;
use crate::digest::article::lines::Lines;

/// Title, body, related titles with addresses, credits, and the rules of what was removed.
fn parts(text: &str) -> (String, Vec<String>, Vec<String>, Vec<String>, Vec<String>) {
    let article = article::parse(text, &Lines::new(text)).remove(0);
    let cleaned = clean(&article.front_matter, article.blocks, &Rules::new(&[]).unwrap());
    (
        cleaned.title.map(|title| title.as_str().to_owned()).unwrap_or_default(),
        cleaned.body.iter().map(|block| block.prose.as_str().to_owned()).collect(),
        cleaned.related.iter().map(|link| format!("{} {:?} {}", link.title, link.url, link.line)).collect(),
        cleaned.credits.iter().map(|credit| credit.text.clone()).collect(),
        cleaned.removed.iter().map(|removed| format!("{} {}", removed.line, removed.rule)).collect(),
    )
}

const FIRST: &str = "The council of Northfold voted on Monday to rebuild the old river bridge, which has been closed \
    to carts and cars since the floods of last spring, and to pay for it from the harbour dues.";
const SECOND: &str = "Mayor Dana Whitlock said the bridge would open again before the winter, and that the ferries \
    would run free of charge until then for all who live on the northern bank of the river.";

fn check(text: &str, title: &str, body: &[&str], related: &[&str], credits: &[&str], removed: &[&str]) {
    let (got_title, got_body, got_related, got_credits, got_removed) = parts(text);
    assert_eq!(got_title, title, "{text}");
    assert_eq!(got_body, body, "{text}");
    assert_eq!(got_related, related, "{text}");
    assert_eq!(got_credits, credits, "{text}");
    assert_eq!(got_removed, removed, "{text}");
}

#[test]
fn parts_an_article() {
    check(
        &format!(
            "# Northfold rebuilds its bridge - Kettle News\n\nNorthfold rebuilds its bridge\n\nBy Omar Said\n\n{FIRST}\n\n\
             Also read: [Ferries run free](https://kettle.example/ferries)\n\n{SECOND}\n\n(With inputs from agencies)\n"
        ),
        "Northfold rebuilds its bridge - Kettle News",
        &[FIRST, SECOND],
        &["Ferries run free Some(\"https://kettle.example/ferries\") 9"],
        &["(With inputs from agencies)"],
        &["3 repeats-title", "5 byline"],
    );
}

#[test]
fn a_section_before_the_headline_is_none() {
    let text = format!("LOCAL\n\nNorthfold rebuilds its river bridge\n\n{FIRST}\n\n{SECOND}\n");
    check(&text, "Northfold rebuilds its river bridge", &[FIRST, SECOND], &[], &[], &["1 kicker"]);
    check(&format!("Grief\n\n{FIRST}\n\n{SECOND}\n"), "Grief", &[FIRST, SECOND], &[], &[], &[]);
    let found = |names| parts(&format!("{names}\n\n{FIRST:.30}\n\nBy Omar Said\n\n{FIRST}\n\n{SECOND}\n")).0;
    assert_eq!(["Bridges", "Ostra\n\nLetters", "Home » Tarn"].map(found), ["The council of Northfold voted"; 3]);
    assert_eq!(found("Storm opens bridge"), "Storm opens bridge");
    // Lines of white space alone are none.
    let text = "+++\n\u{c}\n\u{c}\noo\n+++\n\nThe gates of the weir opened on Tuesday, two weeks late.\n";
    assert!(parts(text).1.iter().any(|line| line.starts_with("The gates")));
}

#[test]
fn a_headline_of_a_few_words_is_told_or_signed() {
    let title = |above: &str| parts(&format!("{above}\n{FIRST}\n{SECOND}\n")).0;
    assert_eq!(
        title("River Reviews\nFerries\nNorthfold council bridge vote\nA long wait is over\nShare"),
        "Northfold council bridge vote"
    );
    let stars = "Theatre\nReview\nThe Keeper’s Wife – a ghost story is a triumph\n★★★★☆\nQuay Theatre, Ostra\n\
                 Omar Said’s debut is patient, salty and quietly devastating\nBy Ada Quill";
    assert_eq!(title(stars), "The Keeper’s Wife – a ghost story is a triumph");
}

#[test]
fn a_menu_before_the_headline_is_none() {
    let menu = ["The Kettle", "Sign in", "News", "Sport", "Harbour & Sea"].join("\n");
    let text = format!("{menu}\nNorthfold rebuilds its river bridge\nBy Omar Said\n\n{FIRST}\n\n{SECOND}\n");
    let (title, body, ..) = parts(&text);
    assert_eq!(
        (title.as_str(), body),
        ("Northfold rebuilds its river bridge", vec![FIRST.to_owned(), SECOND.to_owned()])
    );
    for row in ["News • Tarn • Watch • Elections", "The Kettle\nHome | Tarn | Harbour & Sea | Letters"] {
        let text = format!("{row}\n\nNorthfold rebuilds its river bridge\n\n{FIRST}\n\n{SECOND}\n");
        assert_eq!(parts(&text).0, "Northfold rebuilds its river bridge", "{row}");
    }
}

#[test]
fn one_known_word_tells_a_menu_and_verse_is_none() {
    let headline = "Northfold rebuilds its river bridge";
    let text = format!("Inicio\nSucesos\nHazte socio\n\n{headline}\n\n{FIRST}\n\n{SECOND}\n");
    check(&text, headline, &[FIRST, SECOND], &[], &[], &["1 menu", "2 kicker", "3 account"]);
    let text = format!("Accueil\n\n{headline}\n\n{FIRST}\n\n{SECOND}\n");
    check(&text, headline, &[FIRST, SECOND], &[], &[], &["1 menu"]);
    let verse = "The tide is red\n\nThe gulls are blue\n\nThe quay is bare\n\nAnd all the ferries sail for you\n";
    let kept = parts(verse);
    assert!(kept.4.is_empty() && kept.1.len() == 3, "{kept:?}");
}

#[test]
fn a_heading_with_text_below_ends_a_list_of_links() {
    let link = "- [“We will not row”: the east bank sues](https://kettle.example/row)";
    let text = format!("# Bridge\n\n{FIRST}\n\n**Read also**\n\n{link}\n\n## What it will cost\n\n{SECOND}\n");
    check(
        &text,
        "Bridge",
        &[FIRST, "What it will cost", SECOND],
        &["“We will not row”: the east bank sues Some(\"https://kettle.example/row\") 7"],
        &[],
        &["5 related-heading"],
    );
}

#[test]
fn what_stands_above_the_headline_of_a_kept_page_is_none() {
    let check = |above: &str| {
        let text = format!("{above}\nNorthfold rebuilds its river bridge\n\n{FIRST}\n\n{SECOND}\n");
        let (title, body, ..) = parts(&text);
        assert_eq!(
            (title.as_str(), body),
            ("Northfold rebuilds its river bridge", vec![FIRST.to_owned(), SECOND.to_owned()]),
            "{above}"
        );
    };
    check("kettle.example\n");
    check("Saved to Pocketbook on 3 December 2025\n");
    check("By Omar Said\n18:22, 16 Sep 2025 | Updated 20:05, 16 Sep 2025\n");
    check("MarketHub\nQuotes\nNews\nWatchlist\n\nOstra Composite 4,118.20 −0.61%\nOST/EUR 0.2214 +0.08%\n");
    check("View in browser\n\nTHE NORTHFOLD FIVE\n");
    check("Ostra Evening Star\n");
}

#[test]
fn lists_of_other_stories_have_more_than_headlines() {
    let text = format!(
        "# Bridge\n\n{FIRST}\n\n{SECOND}\n\nUp next\n\nWhy the price of oil has stopped falling\nKettle Post\n• 4 h ago\n\n\
         This ferry pays and nobody has noticed\nThe Kettle\n• yesterday\n\nALSO THIS MORNING\n\n\
         A bridge in Ostra was closed for storks.\nThe last video shop will be a museum.\n"
    );
    let (_, body, related, ..) = parts(&text);
    assert_eq!(body, [FIRST, SECOND]);
    assert_eq!(
        related,
        [
            "Why the price of oil has stopped falling None 9",
            "This ferry pays and nobody has noticed None 13",
            "A bridge in Ostra was closed for storks. None 19",
            "The last video shop will be a museum. None 20"
        ]
    );
}

#[test]
fn a_standfirst_stays() {
    let bold = "**The bridge opens again before the winter, and until then the ferries are free.**";
    let menu: String = (0..12).map(|i| format!("[Part {i}](https://k.example/{i})\n\n")).collect();
    let headline = "Northfold rebuilds its bridge";
    let text = format!("{menu}# {headline}\n\n{bold}\n\nBy Omar Said\n\n{FIRST}\n\n{SECOND}\n");
    let (title, body, ..) = parts(&text);
    assert_eq!((title.as_str(), body), (headline, vec![bold.replace('*', ""), FIRST.into(), SECOND.into()]));
}

#[test]
fn a_headline_that_is_a_link_alone_is_related() {
    check(
        &format!("# Bridge\n\n{FIRST}\n\n[Ferries run free of charge](https://kettle.example/ferries)\n\n{SECOND}\n"),
        "Bridge",
        &[FIRST, SECOND],
        &["Ferries run free of charge Some(\"https://kettle.example/ferries\") 5"],
        &[],
        &[],
    );
}

#[test]
fn a_section_below_other_headlines_keeps_its_heading() {
    let section = "The ferries will be paid by the harbour, and the council said that it would ask for more money.";
    let list = "- Ferries run free\n- Where to eat in the harbour";
    let check = |head: &str, heading: &str, kept: bool| {
        let text = format!("# Bridge\n\n{FIRST}\n\n{head}\n\n{list}\n\n{heading}\n\n{section}\n\n{SECOND}\n");
        let (_, body, ..) = parts(&text);
        assert_eq!(body.iter().any(|text| heading.ends_with(text.as_str())), kept, "{text}");
    };
    check("#### Related stories", "## What it will cost", true);
    check("## Related stories", "## What it will cost", true);
    check("## Related stories", "### Who pays for it all", false);
    check("## Related stories", "## [Who pays for it all](https://kettle.example/c)", false);
}

#[test]
fn a_picture_is_told_by_what_it_shows() {
    let text = format!("# Bridge\n\n![The old bridge](a.jpg)\n\n{FIRST}\n\n![](b.jpg)\n");
    let article = article::parse(&text, &Lines::new(&text)).remove(0);
    let cleaned = clean(&article.front_matter, article.blocks, &Rules::new(&[]).unwrap());
    let shown: Vec<&str> = cleaned.removed.iter().map(|removed| removed.text.as_str()).collect();
    assert_eq!(shown, ["The old bridge", "b.jpg"]);
}

#[test]
fn what_belongs_to_a_table_a_list_or_code_stays() {
    let text =
        format!("# Bridge\n\n{FIRST}\n\n| Road | Fee |\n|---|---|\n| North | 5 |\n\n```\nspeed limit: 50\n```\n");
    let body = [FIRST, "Road\tFee", "North\t5", "speed limit: 50"];
    check(&text, "Bridge", &body, &[], &[], &["6 markup", "9 markup", "11 markup"]);
    let text = format!("# Bridge\n\n{FIRST}\n\nOpen are:\n\n- the northern road\n- the ferry\n");
    check(&text, "Bridge", &[FIRST, "Open are:", "the northern road", "the ferry"], &[], &[], &[]);
}

#[test]
fn cuts_junk_out_of_blocks() {
    check(
        &format!("# Bridge\n\n{FIRST}\nAdvertisement\n{SECOND}ALSO READ:Ferries run free\n"),
        "Bridge",
        &[FIRST, SECOND],
        &["Ferries run free None 5"],
        &[],
        &["4 ad-marker"],
    );
}

#[test]
fn lists_under_a_heading_are_related() {
    check(
        &format!(
            "# Bridge\n\n{FIRST}\n\n{SECOND}\n\n### Related stories\n\n- Ferries run free\n- Harbour dues rise again\n"
        ),
        "Bridge",
        &[FIRST, SECOND],
        &["Ferries run free None 9", "Harbour dues rise again None 10"],
        &[],
        &["7 related-heading"],
    );
}

#[test]
fn a_table_at_the_article_stays_on_a_page() {
    let links =
        |word: &str| -> String { (0..12).map(|i| format!("[{word} {i}](https://k.example/{i})\n\n")).collect() };
    let body = |rows: &str| {
        let (menu, more) = (links("Part"), links("More"));
        let text = format!("{menu}# Bridge\n\n{FIRST}\n\n{SECOND}\n\nOld bridge | Now\n---|---\n{rows}\n\n{more}");
        parts(&text).1
    };
    let rows = ["Length\t31 m", "Load\t12 t", "Lamps\t--"];
    assert_eq!(body("Length | 31 m\nLoad | 12 t\nLamps | --")[2..], [&["Old bridge\tNow"], &rows[..]].concat());
    let links = "[Ships](https://k.example/s) | [Homes](https://k.example/h)\n";
    let linked = links.repeat(3);
    assert_eq!(body(linked.trim_end()), [FIRST, SECOND]);
}

#[test]
fn a_table_stays_whole_below_a_form() {
    let text = format!(
        "# Bridge\n\n{FIRST}\n\nGet our newsletter\n\n| Day | Ships |\n|---|---|\n| Monday | 14 |\n| Friday | 22 |\n"
    );
    check(&text, "Bridge", &[FIRST, "Day\tShips", "Monday\t14", "Friday\t22"], &[], &[], &["5 newsletter", "8 markup"]);
}

#[test]
fn a_short_article_goes_on_below_other_headlines() {
    let first = "The fish market will open at the old dock in June.";
    let last = [
        "The harbour will charge the same rent, its spokeswoman Mia Dahl said.",
        "“We need cold rooms,” said Jens Falk.",
    ];
    let list = "### Most read\n\n1. [Ferries run free](https://k.example/a)\n2. [Where to eat](https://k.example/b)";
    check(
        &format!("# Bridge\n\n{first}\n\n{list}\n\n{}\n\n{}\n", last[0], last[1]),
        "Bridge",
        &[first, last[0], last[1]],
        &["Ferries run free Some(\"https://k.example/a\") 7", "Where to eat Some(\"https://k.example/b\") 8"],
        &[],
        &["5 related-heading"],
    );
    check(
        &format!("# Bridge\n\n{first}\n\nTags: fish, harbour\n\n{}\n", last[0]),
        "Bridge",
        &[first, last[0]],
        &[],
        &[],
        &["5 tags"],
    );
}

#[test]
fn a_card_is_one_related_article() {
    let card = "[![](https://k.example/a.jpg)\n\n### Ferries run free\n\n2 days ago](https://k.example/f)";
    check(
        &format!("# Bridge\n\n{FIRST}\n\n{card}\n\nIt rained.\n"),
        "Bridge",
        &[FIRST, "It rained."],
        &["Ferries run free Some(\"https://k.example/f\") 7"],
        &[],
        &["5 picture", "9 date"],
    );
}

#[test]
fn captions_stand_behind_pictures() {
    let captions = [
        "Goats on the runway. Photograph: Liv Aas/Sundal Post",
        "*A goat named Kerosene*",
        "A goat. (Nils Hay for The Echo)",
        "Goat and pilot. Liv Aas/Sundal Post",
        "Image caption, Kerosene does not like the noise",
        "Kerosene, la cabra, en la pista. / Á. Quintanar (EFE)",
        "Kerosene, la cabra, en la pista. MÒNICA QUINTANAR",
        "Kerosene, la chèvre, sur la piste. SOAZIG AAS POUR « L’ÉCHO »",
        "Kerosene, la chèvre, sur la piste. - Belga.",
        "Goats stood on the runway.Liv Aas/Sundal Post",
        "The goat has eaten nine lamps.Photograph by Liv Aas for The Echo",
        "The goat at the gate of the airport on Monday.",
        "Liv Aas waits for the goat in the tower on Monday. She has a rope.",
        "The goat eats the lamps that pilots need",
    ];
    for caption in captions {
        let text = format!("# Bridge\n\n{FIRST}\n\n![](b.jpg)\n\n{caption}\n\n{SECOND}\n");
        check(&text, "Bridge", &[FIRST, SECOND], &[], &[], &["5 picture", "7 caption"]);
    }
    // What a picture shows is said again below it, behind who took it.
    let shown =
        "![A goat named Kerosene](b.jpg)\n\nPHOTO LIV AAS, THE ECHO\n\nA goat named Kerosene waits for a plane.";
    let text = format!("# Bridge\n\n{FIRST}\n\n{shown}\n\n{SECOND}\n");
    check(&text, "Bridge", &[FIRST, SECOND], &[], &[], &["5 picture", "7 picture-credit", "9 caption"]);
    let others = [
        "The goats work at night, and/or by day.",
        "The goat was at the gate of the airport on Monday.",
        "The council of Sundal voted in May to keep the goat.",
        "“The goat is at the gate,” Aas said.",
        "A man in Sundal has bought the goat.",
        "She waits for the goat in the tower.",
        "A shop in Sundal sells milk of the goat.",
        "A farmer in Sundal died on Monday.",
        "The wait for the goat will be long.",
        "The rest of the goats live in a shed.",
        "Jens Falk walks along the quay every morning at six, a bucket in his hand, and counts the crabs.",
        "The mayor is seen as the likeliest successor to the minister.",
        "How the bridge will be paid for",
    ];
    for other in others {
        let text = format!("# Bridge\n\n{FIRST}\n\n![](b.jpg)\n\n{other}\n\n{SECOND}\n");
        check(&text, "Bridge", &[FIRST, other, SECOND], &[], &[], &["5 picture"]);
    }
    let goat = "Kerosene the goat lives in the tower and eats lamps.";
    let text = |alt: &str| format!("# Bridge\n\n{FIRST}\n\n![{alt}](b.jpg)\n\n{goat}\n\n{SECOND}\n");
    check(
        &text("Kerosene the goat lives in the tower"),
        "Bridge",
        &[FIRST, SECOND],
        &[],
        &[],
        &["5 picture", "7 caption"],
    );
    check(&text("A goat in a tower"), "Bridge", &[FIRST, goat, SECOND], &[], &[], &["5 picture"]);
}

#[test]
fn short_paragraphs_stay() {
    let text = format!("# Bridge\n\n{FIRST}\n\n\"Stop.\"\n\n## The vote\n\nIt ended 12-1.\n\n{SECOND}\n");
    check(&text, "Bridge", &[FIRST, "\"Stop.\"", "The vote", "It ended 12-1.", SECOND], &[], &[], &[]);
}
