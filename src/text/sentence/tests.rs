//! The splitter's own test set: `|` stands where a sentence ends, sentences written for the purpose.

use super::{joint, split};

/// One case a line; `|` marks the expected cuts and is taken out of the text, `⏎` stands for a line feed.
fn check(cases: &str) {
    let mut wrong = Vec::new();
    for case in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let case = case.replace('⏎', "\n");
        let text = case.replace('|', "");
        let got: Vec<&str> = split(&text).into_iter().map(|range| &text[range]).collect();
        let expected: Vec<&str> = case.split('|').map(str::trim).collect();
        if got != expected {
            wrong.push(format!("expected {expected:#?}\n     got {got:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn joints() {
    assert_eq!(joint("Mayor signs the river planThe council will meet"), Some(26));
    assert_eq!(joint("Is the dam safe?In May it was"), Some(16));
    for whole in ["Mayor signs it on YouTube", "“The Dam” in pictures", "The McKay case", "iTheatre"] {
        assert_eq!(joint(whole), None, "{whole}");
    }
}

#[test]
fn plain_text() {
    check(
        r#"
        The ferry left at noon. |It came back at dusk.
        Who paid for it? |Nobody knows.
        Stop! |The bridge is closed.
        Is that true?! |It is.
        They could be “sent back to the quay”.|A bench of three heard them.
        The crew was paid in full (twice).|The owners were not.
        One sentence without a stop
        The rain stopped.| The sun came out.| Everyone went home.
        The rain stopped.|   The sun came out.
        It was late.⏎|The harbour was empty.
        The harbour⏎was empty. |Nobody came.
        A headline without a stop⏎⏎|The text begins here.
        Three points:⏎|- The first is short.⏎|- The second is long.
        1. Wash the apples. |2. Peel them.
        He scored twice. |8,000 people watched.
        The vote was 51 to 49. |Turnout was low.
        They met in 2019. |They married in 2021.
        Prices rose by 3.5 per cent. |Wages did not.
        Version 2.0 came out in May. |Version 3 did not.
        The score was 3-2. |It stayed so.
        Tickets cost $5. |Children pay nothing.
        It costs €4.50 a head. |Bring cash.
        iPhones are dear. |iPads are dearer.
        The rebels withdrew. |al-Noor was quiet again.
        What now? he wondered. |Nobody answered.
        He works for Wahoo! and likes it.
        "#,
    );
}

#[test]
fn abbreviations() {
    check(
        r#"
        Mr. Okoro and Mrs. Lind met Dr. Weiss. |They spoke for an hour.
        Sen. Ruth Calder voted no. |Rep. Amos Field voted yes.
        Gov. Hale called Lt. Gov. Brandt on Monday. |She did not answer.
        Gen. Ivo Marsh spoke to Col. Tate. |The line went dead.
        MR. SMITH AND MRS. JONES WON.
        The Rev. Paul Ames blessed the boats. |Then they left.
        Prof. Dr. Anna Roth leads the clinic. |She is 44.
        J. K. Marlow wrote it. |C.S. Penn drew it.
        Samuel L. Brook came with George W. Hart. |They left early.
        He reads T.H. Norwood. |She does not.
        The U.S. Senate met. |The U.K. did not.
        He lives in the U.S. |He was born in Peru.
        She moved to the U.S. in 2010. |Her sister stayed.
        They left Washington, D.C. |The storm came later.
        The U.N. Security Council met at 9 a.m. Monday. |It ended at 5 p.m.
        Doors open at 8 a.m. |The show starts at nine.
        It starts at 7:30 p.m. ET on Friday. |Bring a coat.
        The train left at 6 a.m. on Sunday.
        He has a Ph.D. in physics. |She has none.
        She earned her Ph.D. |Then she left.
        Acme Inc. Chairman Bo Lee resigned. |Shares fell.
        He works for Acme Inc. |The firm makes glue.
        Brown & Co. sold its mills. |Field Bros. Ltd. bought them.
        He works for Brown & Co. |It pays well.
        Martin Hale Jr. won. |Hale Sr. lost.
        It was given to Martin Hale Jr. |His father wept.
        Smith vs. Jones begins today. |No jury sits.
        Fruit, e.g. Apples from the valley, sold well.
        It sold fruit, i.e. apples. |Nothing else grew.
        They sold pens, ink, etc. |Trade was slow.
        They sold pens, etc. to schools.
        It paid Rs. 500 to Dy. Mayor Anil Deo. |He kept it.
        No. 5 seed Vera Kolb won. |No. 3 lost.
        It was ranked No. 1 in May. |In June it fell.
        Did he pay? |No. |Did she? |Yes.
        He said no. |She said yes.
        St. Mary's Hospital closed. |Mt. Vernon's did not.
        The shop stands on Main St. |The owner lives above it.
        They walked down Elm St. |The shops were shut.
        Turn left at 12 Oak Ave. and stop. |Wait there.
        It opened on Jan. 5. |It closed on Feb. 7, 2020.
        The Nov. 3 vote stands. |Nobody sued.
        She was born in Tulsa, Okla. |Her parents farmed.
        The fire in Paradise, Calif. on Friday spread. |Rain came late.
        See p. 12 and pp. 20-25. |Fig. 3 shows it.
        The study (Roth et al. 2019) is old. |It still holds.
        The room has 40 sq. ft. of space. |Rent is high.
        It weighs 5 lbs. and costs ten. |Buy two.
        They need vitamin C. |It is in oranges.
        So do I. |We all do.
        Plan B. |The last one failed.
        We took Plan B. |It worked.
        Capt. Lee met Sgt. Moss. |Both are well.
        Maj. Gen. Ola Berg retired.
        He taught at St. Johns Univ. until May. |Now he rests.
        Visit Ft. Worth and St. Louis. |Skip the rest.
        The case is State of Utah v. Reed. |It goes on.
        The plant in Mt. Airy shut. |Its workers left.
        "#,
    );
}

#[test]
fn quotations_and_brackets() {
    check(
        r#"
        “It works.” |He left.
        "It works." |He left.
        'It works.' |He left.
        “It works,” he said. |“It always has.”
        "It works," he said. |"It always has."
        “We are ready. We will go,” she said. |The crowd cheered.
        "We are ready. We will go," she said. |The crowd cheered.
        She said: “We are ready. We will go.” |The crowd cheered.
        “Are you sure?” he asked. |She nodded.
        “Are you sure?” Hale asked. |She nodded.
        “Go!” Mayor Ruth Hale shouted. |Nobody moved.
        “Are you sure?” |He nodded.
        “Why not?” |The answer came at once.
        “Never. Ever,” he said, “will I sell.” |Then he sold.
        He called it “a mess.” |She called it art.
        He called it 'a mess'. |She called it art.
        (The mill closed in May.) |It will reopen.
        The mill (it closed in May. It was old.) will reopen. |Rents fell.
        The mill closed (in May). |It was old.
        “The road is closed.”|She turned back.
        He said.”|The crowd left.
        “An open quotation begins here. |It goes on in the next paragraph.
        “‘Leave now,’ he told me. I left,” she said. |It was cold.
        He read ‘The Long Road.’ |It bored him.
        „Das reicht.“ |Er ging.
        „Das reicht. Wir gehen“, sagte sie. |Er blieb.
        »Das reicht.« |Er ging.
        « C'est fini. » |Il est parti.
        «C'est fini. On part», dit-elle. |Il reste.
        «Это конец». |Он ушёл.
        «Это конец. Мы уходим», — сказал он. |Все молчали.
        “In the U.S.” |Nobody laughed.
        He asked, "Is it on?" |Yes, it was.
        It ended [1]. |It began again.
        It ended.[2] |It began again.
        The 5" pipe burst. |The 6" pipe held.
        “Stop,” he said. |“Think. Then act.” |She did.
        "#,
    );
}

#[test]
fn ellipses() {
    check(
        r#"
        Well... maybe not. |Let us see.
        Well … maybe not. |Let us see.
        He waited… |Nobody came.
        He waited... |Nobody came.
        He waited . . . and waited. |Nobody came.
        “I thought ... well,” he said. |He sat down.
        And then.... |The lights went out.
        Really?... |Yes.
        "#,
    );
}

#[test]
fn addresses_and_lost_spaces() {
    check(
        r#"
        Go to www.example.com for more. |It is free.
        Write to a.b@example.org. |We answer.
        See https://example.com/a.b?c=D.E&f=1. |It is long.
        It runs on Node.js and ASP.NET today. |It is slow.
        The road was closed.|The bus turned back.
        He voted in 2019.|He did not vote again.
        They came from Utah.|They stayed a year.
        “The road is shut,” he said.|“Nobody told us.”
        Was it closed?|Nobody knew.
        Shop at Example.Com today.
        Open the file notes.txt now. |Read it.
        The firm Wood.ly rose. |Others fell.
        At 5.30 the doors open. |At 6.15 they close.
        "#,
    );
}

#[test]
fn german() {
    check(
        r#"
        Dr. Weiß kam um 8 Uhr. |Er blieb bis Mittag.
        Das sagte Prof. Dr. med. Hans Roth. |Er leitet die Klinik.
        Nach Art. 5 Abs. 3 ist das erlaubt. |Es kamen rd. Tausend.
        Der Streit endete lt. Polizei in der Karl-Marx-Str. Berlin. |Verletzt wurde niemand.
        Es geschah am 3. Oktober. |Danach war Ruhe.
        Der 2. Weltkrieg endete 1945. |Die Stadt lag in Trümmern.
        Der Termin ist am 3. 5. 2021. |Er steht fest.
        Das kostet 3,5 Mio. Euro. |Das ist viel.
        Obst, z. B. Äpfel, ist teuer. |Gemüse nicht.
        Obst, z.B. Äpfel, ist teuer. |Gemüse nicht.
        Äpfel, Birnen usw. |Alles war da.
        Sie wohnt in der Berliner Str. 5. |Er auch.
        Er zahlte ca. 20 Euro. |Das reichte.
        Die Bahn bzw. Der Bus kommt. |Wir warten.
        Er kam auf Platz 3. |Sie wurde Zweite.
        „Kommst du?“, fragte er. |Sie nickte.
        "#,
    );
}

#[test]
fn romance_languages() {
    check(
        r#"
        M. Durand a vu Mme Petit. |Il était tard.
        Il a dit oui. |Elle a dit non !
        Est-ce vrai ? |Oui.
        Le train part à 8 h. |Il arrive à midi.
        Ils vendent des stylos, etc. |Le reste est cher.
        MM. Roux et Noir sont venus. |On les a reçus.
        El Sr. Ruiz habló con la Dra. Paz. |No llegaron a nada.
        ¿Quién paga? |Nadie lo sabe.
        ¡Basta! |¿Quién paga?
        Vive en EE.UU. desde mayo. |Su hermana no.
        O Sr. Alves falou. |Não houve resposta.
        A Dra. Lima saiu. |Ela voltou ontem.
        "#,
    );
}

#[test]
fn russian_and_ukrainian() {
    check(
        r#"
        Он пришёл поздно. |Она ушла рано.
        А. С. Белов написал книгу. |Её читают все.
        Это стоит 5 тыс. рублей. |Дорого.
        Он живёт в г. Казань. |Там тепло.
        Это было в 2020 г. |Он помнит.
        Хлеб, соль и т. д. |Он купил всё.
        Завод им. Орлова закрыт. |Люди ушли.
        Правда? |Да!
        Він прийшов пізно. |Вона пішла рано.
        Це коштує 5 тис. гривень. |Дорого.
        "#,
    );
}

#[test]
fn other_scripts() {
    check(
        r#"
        雨が降った。|誰も来なかった。
        「雨だ。帰ろう。」と彼は言った。|誰も動かなかった。
        下雨了。|没有人来！|真的吗？|是的。
        “下雨了。”|他走了。
        बारिश हुई। |कोई नहीं आया।
        هل جاء؟ |نعم.
        "#,
    );
}

#[test]
fn odd_input() {
    check("x");
    assert!(split("").is_empty());
    assert!(split(" \n\n \t").is_empty());
    for text in
        ["...", ". . .", "?!?!", "\"", "“", ".”", "。。」", "a.\u{301}B", "[1].[2]. [", ".\n\n.\n\n", "J.", "- - -"]
    {
        let _ = split(text);
    }
    // Long runs of anything stay linear: these would take minutes otherwise.
    for unit in [".", "(", ". ", "\"a. ", "“", ".)", "A.", "\n", ".\u{a0}", "…", "('"] {
        let text = unit.repeat(400_000 / unit.len());
        assert!(split(&text).iter().all(|range| text.is_char_boundary(range.start)));
    }
}
