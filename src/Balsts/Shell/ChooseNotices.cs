using Balsts.People;
using Foundation.Data;
using Foundation.Mail;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Shell;

/// <summary>A person chooses which notices come by mail, how soon, and on which day the weekly letter comes. Whoever chooses wants letters: it switches them on again.</summary>
public sealed class ChooseNotices(AppDb db)
{
    public sealed class Input
    {
        public DayOfWeek? Weekday { get; set; }

        /// <summary>A kind that is not named keeps its pace.</summary>
        public List<KindPace> Kinds { get; set; } = [];
    }

    public sealed class KindPace
    {
        public NoticeKind? Kind { get; set; }
        public NoticePace? Pace { get; set; }
    }

    /// <summary>What holds for the viewer now, chosen or usual.</summary>
    public async Task<(Input Chosen, bool IsOff)> Now(Viewer viewer, CancellationToken ct = default)
    {
        var choice = await Own(viewer, ct);
        return (new() { Weekday = choice?.Weekday ?? NoticeChoice.UsualDay, Kinds = [.. Enum.GetValues<NoticeKind>().Select(k => new KindPace { Kind = k, Pace = choice?.Chosen(k.ToString()) ?? NoticeChoice.UsualPace })] }, choice?.OffAt is not null);
    }

    public async Task<Outcome> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (input.Kinds.Exists(k => k?.Kind is not { } kind || k.Pace is null || !Enum.IsDefined(kind))) return NoticeChoice.KindUnknown;
        var choice = await Own(viewer, ct);
        if (choice is null) db.Add(viewer, choice = new() { Id = Guid.CreateVersion7(), CountryId = viewer.CountryId, AccountId = viewer.AccountId, PersonId = viewer.PersonId });
        var named = input.Kinds.DistinctBy(k => k.Kind).ToDictionary(k => k.Kind!.Value.ToString(), k => k.Pace!.Value);
        var paces = Enum.GetValues<NoticeKind>().Select(k => k.ToString()).ToDictionary(k => k, k => named.TryGetValue(k, out var pace) ? pace : choice.Chosen(k));
        if (choice.Choose(input.Weekday ?? choice.Weekday, paces).Problem is { } refused) return refused;
        choice.SwitchOn();
        db.Record(viewer, new NoticesChosen(), choice);
        return await db.Save(ct);
    }

    Task<NoticeChoice?> Own(Viewer viewer, CancellationToken ct)
    {
        var me = viewer.PersonId;
        return db.Seen<NoticeChoice>(viewer).FirstOrDefaultAsync(c => c.PersonId == me, ct);
    }
}
