using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Groups;

/// <summary>A circle that the viewer may make of the posts held at a unit and below it.</summary>
/// <param name="Number">How many hold the post today.</param>
/// <param name="GroupId">The circle, where there is one already.</param>
public sealed record CircleOffer(Guid UnitId, string CountryId, PostKind Post, string Field, int Number, Guid? GroupId);

/// <summary>Makes a role circle: everybody who holds a post in a unit and below it. Whoever makes it leads it.</summary>
public sealed class ConveneCircle(AppDb db, Roll roll, UnitTrees trees)
{
    /// <summary>Fewer than these are no circle.</summary>
    const int Least = 2;

    static readonly PostKind[] Kinds = [.. Posts.Supporters, PostKind.GroupLeader];

    public sealed class Input
    {
        [Required] public Guid? UnitId { get; set; }
        [Required] public PostKind? Post { get; set; }
        public string? Field { get; set; }
        [Required, StringLength(Group.NameMax)] public string? Name { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        var field = input.Field ?? "";
        if ((await Offers(viewer, ct)).FirstOrDefault(o => o.UnitId == input.UnitId && o.Post == input.Post && o.Field == field) is not { } offer) return Group.NotOffered;
        if (offer.GroupId is not null) return Group.CircleThere;
        var group = new Group { Id = Guid.CreateVersion7(), CountryId = offer.CountryId, UnitId = offer.UnitId, Kind = GroupKind.RoleCircle, Post = offer.Post };
        group.CircleOf(offer.Post, field);
        if (group.Describe(WellFormed.Of(input.Name!), field, "", null, viewer.Today, null).Problem is { } wrong) return wrong;
        group.Join(viewer.PersonId, await KeepGroup.OwnUnit(db, group.UnitId, viewer, ct), MemberRole.Leader, viewer.Today);
        db.Add(viewer, group);
        db.Record(viewer, new CircleConvened(), group);
        return (await db.Save(ct)).Problem is { } problem ? problem == AppDb.AlreadyThere ? Group.CircleThere : problem : group.Id;
    }

    /// <summary>
    /// What the viewer may make: whoever leads a unit, and its methodologist, every circle there; a supporter that of their own post and
    /// field at the very unit where they hold it, and those of their field.
    /// </summary>
    public async Task<IReadOnlyList<CircleOffer>> Offers(Viewer viewer, CancellationToken ct = default)
    {
        var (today, tree) = (viewer.Today, await trees.Now(ct));
        var own = await db.Seen<Appointment>(viewer).AsNoTracking().Where(a => a.PersonId == viewer.PersonId && Kinds.Contains(a.Post) && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).ToListAsync(ct);
        var led = viewer.SeatsOf(GroupRights.Manage).Union(own.Where(a => a.Post == PostKind.Methodologist).Select(a => a.UnitId)).ToHashSet();
        var offers = new List<CircleOffer>();
        foreach (var country in led.Union(own.Select(a => a.UnitId)).Select(tree.Find).OfType<TreeUnit>().GroupBy(u => u.CountryId))
        {
            var held = await roll.Held(country.Key, [.. country.Select(u => u.Id)], Kinds, today, ct);
            foreach (var unit in country.OrderBy(u => u.SortName, StringComparer.Ordinal))
                foreach (var post in Kinds)
                {
                    var there = held.Where(Roll.Within(unit.Id, post, "", tree)).ToList();
                    foreach (var field in there.Select(a => a.Field).Append("").Distinct().Order(StringComparer.Ordinal))
                    {
                        if (!led.Contains(unit.Id) && !own.Exists(a => a.UnitId == unit.Id && a.Field == field && (a.Post == post || field.Length > 0)) && !own.Exists(a => a.UnitId == unit.Id && a.Post == post && field.Length == 0)) continue;
                        var number = there.Where(a => field.Length == 0 || a.Field == field).Select(a => a.PersonId).Distinct().Count();
                        var all = there.Select(a => a.PersonId).Distinct().Count();
                        if (number >= Least && (field.Length == 0 || number < all)) offers.Add(new(unit.Id, unit.CountryId, post, field, number, null));
                    }
                }
        }
        var stations = offers.Select(o => Appointment.Station(o.Post, o.Field, o.UnitId)).ToArray();
        var made = await db.Seen<Group>(viewer).Where(g => g.Station != null && stations.Contains(g.Station) && g.EndedOn == null).Select(g => new { g.Station, g.Id }).ToDictionaryAsync(g => g.Station!, g => g.Id, ct);
        return [.. offers.Select((o, i) => made.TryGetValue(stations[i], out var id) ? o with { GroupId = id } : o)];
    }
}
