//! How rare a character is in ordinary text: the gate watches for the rarest one of each keyword.
//!
//! A rough order is enough; a wrong rank costs time, never a finding.

/// The greater, the rarer `c` is in ordinary text. Characters beyond the basic plane are never anchors if it can be helped.
pub(super) fn rarity(c: char) -> usize {
    const UNLISTED: usize = 10_000;
    if let Some(rank) = COMMON_HAN.find(c) {
        return 100 + rank;
    }
    if let Some(rank) = COMMON_ASCII.find(c) {
        return rank;
    }
    if u32::from(c) > 0xffff { 0 } else { UNLISTED }
}

/// Frequent ASCII characters of English text, the most frequent first.
const COMMON_ASCII: &str = " etaoinshrdlcumwfgypbvk.,-01234567895()\"'/jxqz:;";

/// Frequent characters of Chinese text, the most frequent first.
const COMMON_HAN: &str = "，。、：；“”（）的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别手期根论运指几区强放决被做必先回则任取据处队给";
