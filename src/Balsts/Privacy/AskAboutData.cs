using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>Asks those who keep it to correct what is held on oneself, to erase it, or not to use it while it is disputed.</summary>
public sealed class AskAboutData(AppDb db, UnitTrees trees, SeatHolders seats)
{
    public sealed class Input
    {
        [Required] public DataRequestKind? Kind { get; set; }
        [Required] public Guid? UnitId { get; set; }
        [Required, StringLength(DataRequest.TextMax)] public string? Text { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if ((await Keepers(viewer, ct)).FirstOrDefault(u => u.Id == input.UnitId) is not { } unit) return DataRequest.NotThere;
        var request = new DataRequest
        {
            Id = Guid.CreateVersion7(),
            CountryId = unit.CountryId,
            PersonId = viewer.PersonId,
            UnitId = unit.Id,
            Kind = input.Kind!.Value,
            Text = WellFormed.Of(input.Text!).Trim(),
            On = viewer.Today,
            DueOn = viewer.Today.AddMonths(1),
        };
        db.Add(viewer, request);
        db.Record(viewer, new DataAskedAbout(), request);
        foreach (var person in (await seats.Of(PeopleRights.Manage, [unit.Id], viewer.Today, ct))[unit.Id].Where(p => p != viewer.PersonId))
            db.Notify(Notification.To(person, unit.CountryId, db.Now, DataRequestPage.Url(request.Id), Texts.Id("{0} asks about what is held on them."), viewer.Name));
        return (await db.Save(ct)).Problem is { } problem ? problem : request.Id;
    }

    /// <summary>The units of the viewer, and those above, in which somebody else keeps people; where they work nowhere any more, those where they did.</summary>
    public async Task<IReadOnlyList<TreeUnit>> Keepers(Viewer viewer, CancellationToken ct = default)
    {
        var tree = await trees.Now(ct);
        var home = viewer.Home.Length > 0 ? viewer.Home : [.. (await db.Seen<Employment>(viewer).Where(e => e.PersonId == viewer.PersonId).Select(e => e.UnitId).ToListAsync(ct)).SelectMany(tree.PathTo).Select(u => u.Id).Distinct()];
        var keepers = await seats.Of(PeopleRights.Manage, home, viewer.Today, ct);
        return [.. home.Where(u => keepers[u].Any(p => p != viewer.PersonId)).Select(tree.Find).OfType<TreeUnit>()];
    }
}
