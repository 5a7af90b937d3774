using System.Net;
using Balsts.Activities;
using Foundation.Languages;
using Foundation.Ui;
using Microsoft.AspNetCore.Components;

namespace Balsts.Months;

/// <summary>How the pages of the room say the same things the same way.</summary>
static class ReportParts
{
    const int NamesShown = 3;

    public static StateKind KindOf(ReportState state) => state switch
    {
        ReportState.Submitted => StateKind.Submitted,
        ReportState.Returned => StateKind.Returned,
        ReportState.Accepted => StateKind.Accepted,
        _ => StateKind.Draft,
    };

    public static StateKind KindOf(SliceKey key) => key switch
    {
        SliceKey.Discussed => StateKind.Discussed,
        SliceKey.Returned => StateKind.Returned,
        SliceKey.NotDiscussed => StateKind.Late,
        _ => StateKind.Submitted,
    };

    public static MarkKind KindOf(LineMark mark) => mark switch
    {
        LineMark.Done => MarkKind.Done,
        LineMark.Moved => MarkKind.Moved,
        LineMark.Dropped => MarkKind.Dropped,
        LineMark.Unplanned => MarkKind.Extra,
        _ => MarkKind.Planned,
    };

    /// <summary>The kind of support, and below it what about and with whom.</summary>
    public static MarkupString What(Texts t, string kind, string topic, IReadOnlyList<Guid> people, IReadOnlyDictionary<Guid, string> names)
    {
        var below = Below(t, topic, people, names);
        return new($"{WebUtility.HtmlEncode(kind)}{(below.Length > 0 ? $"<span class=\"b-s\">{WebUtility.HtmlEncode(below)}</span>" : "")}");
    }

    /// <summary>What about and with whom, in one line.</summary>
    public static string Below(Texts t, string topic, IReadOnlyList<Guid> people, IReadOnlyDictionary<Guid, string> names)
    {
        var whom = people.Count > NamesShown ? t.Plural("{0} educator", "{0} educators", people.Count) : string.Join(", ", people.Select(p => names.GetValueOrDefault(p)).OfType<string>());
        return string.Join(" · ", new[] { topic, whom }.Where(s => s.Length > 0));
    }

    /// <summary>What an amended activity counted for: day, kind, hours, how many people.</summary>
    public static string Figures(Texts t, DateOnly? on, ActivityKind? kind, int? minutes, int? people) =>
        on is { } day && kind is { } what ? $"{t.ShortDay(day)}, {t.Of(what)}, {t.HoursAndUnit(minutes ?? 0)}, {t.Plural("{0} educator", "{0} educators", people ?? 0)}" : "–";

    /// <summary>Where it went and why; null where there is nothing to say.</summary>
    public static string? Why(Texts t, DateOnly? movedTo, string reason) => (movedTo, reason.Length) switch
    {
        ({ } to, _) => t["to {0}, {1}", t.ShortDay(to), reason],
        (null, > 0) => reason,
        _ => null,
    };
}
