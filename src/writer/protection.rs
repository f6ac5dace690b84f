//! How an author keeps others from changing a document, in words a person can act on.

use crate::text::Language;

/// What a document's author allows, where that is not everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// Nothing but reading.
    ReadOnly,
    /// Comments alone.
    Comments,
    /// Changes, as long as they are tracked, and comments.
    TrackedChanges,
    /// Filling in the fields of a form.
    Forms,
    /// Changes by whoever knows a password.
    Password,
    /// Everything, but reading is what the author recommends.
    ReadOnlyAdvised,
}

impl Protection {
    /// What may be done, in a few words.
    pub fn words(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::ReadOnly => ("只许阅读", "for reading only"),
            Self::Comments => ("只许加批注", "comments only"),
            Self::TrackedChanges => ("只许留痕修改", "tracked changes only"),
            Self::Forms => ("只许填写窗体", "forms only"),
            Self::Password => ("设了修改密码", "a password is needed to change it"),
            Self::ReadOnlyAdvised => ("建议以只读方式打开", "read-only recommended"),
        };
        language.pick(zh, en)
    }

    /// What a person can do to change the document all the same, without a full stop.
    pub(super) fn way_out(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::ReadOnly | Self::Comments | Self::Forms => (
                "请在 Word 里停止保护（审阅→限制编辑→停止保护）；确实要写，就加 --force",
                "stop the protection in Word (Review → Restrict Editing → Stop Protection), or add --force to write all the same",
            ),
            Self::TrackedChanges => (
                "fill 和 fix 加上 --track 写成修订，或者在 Word 里停止保护（审阅→限制编辑→停止保护）；确实要直接写，就加 --force",
                "let fill and fix write tracked changes (--track), or stop the protection in Word (Review → Restrict Editing → Stop Protection); --force writes all the same",
            ),
            Self::Password | Self::ReadOnlyAdvised => (
                "请在 Word 里去掉（另存为→工具→常规选项）；确实要写，就加 --force",
                "take that off in Word (Save As → Tools → General Options), or add --force to write all the same",
            ),
        };
        language.pick(zh, en)
    }
}
