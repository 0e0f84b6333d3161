//! The forms of an English verb, so that a table need only hold its base form.

/// The forms of `entry`: a regular base form (`walk`), one whose last consonant doubles (`quip+`), or an irregular verb
/// with its other forms listed (`tell:tells,telling,told`).
///
/// ```
/// use whosaid::text::inflect::forms;
/// assert_eq!(forms("quip+"), ["quip", "quips", "quipping", "quipped"]);
/// assert_eq!(forms("deny"), ["deny", "denies", "denying", "denied"]);
/// ```
pub fn forms(entry: &str) -> Vec<String> {
    if let Some((base, rest)) = entry.split_once(':') {
        return std::iter::once(base).chain(rest.split(',')).map(str::to_string).collect();
    }
    let base = entry.trim_end_matches('+');
    let vowel_before_y = base.ends_with("ay") || base.ends_with("ey") || base.ends_with("oy");
    let (third, stem_ing, stem_ed) = if let Some(root) = base.strip_suffix('y').filter(|_| !vowel_before_y) {
        (format!("{root}ies"), base.to_string(), format!("{root}i"))
    } else if entry.ends_with('+') {
        let last = base.chars().last().unwrap_or(' ');
        (format!("{base}s"), format!("{base}{last}"), format!("{base}{last}"))
    } else if let Some(root) = base.strip_suffix('e').filter(|r| !r.ends_with(['e', 'o'])) {
        (format!("{base}s"), root.to_string(), root.to_string())
    } else if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") || base.ends_with("go") {
        (format!("{base}es"), base.to_string(), base.to_string())
    } else if base.ends_with("ee") {
        (format!("{base}s"), base.to_string(), base.trim_end_matches('e').to_string() + "e")
    } else {
        (format!("{base}s"), base.to_string(), base.to_string())
    };
    vec![base.to_string(), third, format!("{stem_ing}ing"), format!("{stem_ed}ed")]
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_verbs() {
        let last = |v: &str| forms(v)[1..].join(" ");
        assert_eq!(last("declare"), "declares declaring declared");
        assert_eq!(last("stress"), "stresses stressing stressed");
        assert_eq!(last("agree"), "agrees agreeing agreed");
        assert_eq!(last("reply"), "replies replying replied");
        assert_eq!(last("say:says,saying,said"), "says saying said");
    }
}
