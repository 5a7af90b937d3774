using System.Linq.Expressions;
using System.Text.Json;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Foundation.Mail;

/// <summary>How soon a person is written to.</summary>
public enum NoticePace
{
    [Sentence("At once")] AtOnce,
    [Sentence("In a daily letter")] Daily,
    [Sentence("In the weekly letter")] Weekly,
    [Sentence("Never by mail")] Never,
}

/// <summary>Of which kind a notification is, told by the page that it leads to.</summary>
public sealed record NoticeKinds(Func<string, string> Of)
{
    /// <summary>What concerns the account itself comes by mail at once, whatever was chosen.</summary>
    public const string Always = "always";
}

/// <summary>Which notices reach a person by mail, and how soon, by their kind. Who has chosen nothing gets what waits in a letter on Mondays.</summary>
public sealed class NoticeChoice : ISeen<NoticeChoice>, IHistoric, IVersioned
{
    public const DayOfWeek UsualDay = DayOfWeek.Monday;
    public const NoticePace UsualPace = NoticePace.Weekly;
    public const int KindsMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid AccountId { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>The day of the weekly letter.</summary>
    public DayOfWeek Weekday { get; private set; } = UsualDay;

    /// <summary>The pace of each kind, as JSON; a kind that is not in it has the usual one.</summary>
    public string Kinds { get; private set; } = "{}";

    /// <summary>Whether any kind comes daily, or weekly: what the job asks for.</summary>
    public bool HasDaily { get; private set; }
    public bool HasWeekly { get; private set; } = true;

    /// <summary>Since when nothing is mailed at all; what was chosen stays for when it is switched on again.</summary>
    public DateTime? OffAt { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => AccountId;

    public static readonly Problem WeekdayUnknown = new(ProblemKind.Invalid, "notices.weekday", "Choose a day of the week.", "Weekday");
    public static readonly Problem KindUnknown = new(ProblemKind.Invalid, "notices.kind", "Choose for each kind of notice one of the answers offered.", "Kinds");

    public static Expression<Func<NoticeChoice, bool>> SeenBy(Viewer viewer) => c => c.PersonId == viewer.PersonId;
    public bool AddedBy(Viewer viewer) => PersonId == viewer.PersonId && AccountId == viewer.AccountId;

    /// <summary>How soon a kind is mailed now.</summary>
    public NoticePace PaceOf(string kind) => OffAt is not null ? NoticePace.Never : Chosen(kind);

    /// <summary>What was chosen for a kind, also while the letters are switched off.</summary>
    public NoticePace Chosen(string kind) => Paces.GetValueOrDefault(kind, UsualPace);

    Dictionary<string, NoticePace> Paces => JsonSerializer.Deserialize<Dictionary<string, NoticePace>>(Kinds) ?? [];

    /// <param name="weekday">The day of the weekly letter.</param>
    /// <param name="paces">For every kind that there is.</param>
    public Outcome Choose(DayOfWeek weekday, IReadOnlyDictionary<string, NoticePace> paces)
    {
        if (!Enum.IsDefined(weekday)) return WeekdayUnknown;
        if (paces.Values.Any(p => !Enum.IsDefined(p))) return KindUnknown;
        (Weekday, Kinds, HasDaily, HasWeekly) = (weekday, JsonSerializer.Serialize(paces), paces.Values.Contains(NoticePace.Daily), paces.Values.Contains(NoticePace.Weekly));
        return Outcome.Done;
    }

    public void SwitchOff(DateTime now) => OffAt ??= now;
    public void SwitchOn() => OffAt = null;
}

[Sentence("{0} chose which notices come by mail.")] public sealed record NoticesChosen : IRecorded;
[Sentence("{0} switched the letters off.")] public sealed record LettersSwitchedOff : IRecorded;
[Sentence("{0} switched the letters on again.")] public sealed record LettersSwitchedOn : IRecorded;

sealed class NoticeChoiceMapping : IEntityTypeConfiguration<NoticeChoice>
{
    public void Configure(EntityTypeBuilder<NoticeChoice> choice)
    {
        choice.ToTable("notice_choices");
        choice.Property(c => c.Kinds).HasMaxLength(NoticeChoice.KindsMax);
        choice.HasIndex(c => c.PersonId).IsUnique();
    }
}
