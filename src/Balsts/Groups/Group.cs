using System.Linq.Expressions;
using Balsts.Appointments;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Groups;

public enum GroupKind
{
    [Sentence("Learning group")] LearningGroup,
    [Sentence("Subject association")] SubjectAssociation,
    [Sentence("Network")] Network,
    [Sentence("Workshop cycle")] WorkshopCycle,
    [Sentence("Role circle")] RoleCircle,
}

public enum GroupState
{
    [Sentence("Begins later")] Ahead,
    [Sentence("Meets", Context = "group")] Open,
    [Sentence("Has ended")] Ended,
}

/// <summary>
/// Educators who learn together over a time: a learning group with a goal, a subject association, a network, a cycle of workshops. A role
/// circle has no list of its own: whoever holds the post belongs to it, from the first day of the term to the last.
/// </summary>
public sealed class Group : ISeen<Group>, IHistoric, IVersioned, IPlaced
{
    public const int NameMax = 160;
    public const int PurposeMax = 1000;
    public const int ReasonMax = 300;
    public const int MembersMax = 200;
    public const int YearsMax = 10;
    internal const int StationMax = 120;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Where it lives: the school, the municipality, the centre. Its people may work elsewhere.</summary>
    public required Guid UnitId { get; init; }
    public required GroupKind Kind { get; init; }

    /// <summary>Whose circle it is; null where people are members by name.</summary>
    public PostKind? Post { get; init; }

    /// <summary>The key of the holders of that post; null where people are members by name.</summary>
    public string? Station { get; private set; }
    public string Name { get; private set; } = "";
    public string SortName { get; private set; } = "";
    public string SearchText { get; private set; } = "";

    /// <summary>A support field of the country pack; may be empty.</summary>
    public string Field { get; private set; } = "";
    public string Purpose { get; private set; } = "";

    /// <summary>The improvement goal that it works on.</summary>
    public Guid? GoalId { get; private set; }
    public DateOnly StartsOn { get; private set; }

    /// <summary>The last day as it was meant; null until further notice.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>The last day, where somebody ended it.</summary>
    public DateOnly? EndedOn { get; private set; }
    public string EndReason { get; private set; } = "";
    public int Version { get; private set; }
    public List<GroupMember> Members { get; private set; } = [];
    public List<GroupSession> Sessions { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem Backwards = new(ProblemKind.Invalid, "group.backwards", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem TooLong = new(ProblemKind.Invalid, "group.too-long", "A group is set up for at most {0} years. Check the year.", "EndsOn") { Args = [YearsMax] };
    public static readonly Problem UnitNotYours = new(ProblemKind.Invalid, "group.unit", "Choose a unit whose groups you keep, or where you hold a supporting post.", "UnitId");
    public static readonly Problem KindByPosts = new(ProblemKind.Invalid, "group.kind", "A role circle is made from posts. Choose another kind, or open the role circles.", "Kind");
    public static readonly Problem GoalElsewhere = new(ProblemKind.Invalid, "group.goal", "Choose a goal of this unit or of one above it.", "GoalId");
    public static readonly Problem IsOver = new(ProblemKind.Conflict, "group.over", "This group has ended. What it was stays as it is.");
    public static readonly Problem OutsidePeriod = new(ProblemKind.Invalid, "group.outside", "This day lies outside the time of the group.", "On");
    public static readonly Problem ReasonMissing = new(ProblemKind.Invalid, "group.reason", "Say in a few words why.", "Reason");
    public static readonly Problem MembersByPosts = new(ProblemKind.Conflict, "group.by-posts", "Who belongs to a role circle follows from the posts. Only somebody who leads it can be added.", "Role");
    public static readonly Problem NotOffered = new(ProblemKind.Invalid, "group.not-offered", "Choose one of the circles from the list.", "Post");
    public static readonly Problem CircleThere = new(ProblemKind.Conflict, "group.circle-there", "This role circle exists already.", "Post");
    public static readonly Problem Full = new(ProblemKind.Conflict, "group.full", "A group has at most {0} members.", "People") { Args = [MembersMax] };

    /// <summary>The last day on which anything of it holds; null until further notice.</summary>
    public DateOnly? LastDay => EndedOn ?? EndsOn;

    public bool IsCircle => Kind == GroupKind.RoleCircle;

    public GroupState StateOn(DateOnly day) => day > LastDay ? GroupState.Ended : day < StartsOn ? GroupState.Ahead : GroupState.Open;

    public bool Holds(DateOnly day) => StartsOn <= day && (LastDay is null || day <= LastDay);

    /// <summary>Its members, those whose post makes them part of it, and whoever reaches its unit; and, of whose people one is a member, whoever reaches the unit where they work.</summary>
    public static Expression<Func<Group, bool>> SeenBy(Viewer viewer)
    {
        var (today, units) = (viewer.Today, viewer.ReachOf(GroupRights.Read));
        return units.Length == 0 ? WholeSeenBy(viewer) : WholeSeenBy(viewer).Or(g => g.Members.Any(m => units.Contains(m.UnitId) && (m.EndsOn == null || m.EndsOn >= today)));
    }

    /// <summary>Who sees everybody in it by name: its members, those whose post makes them part of it, and whoever reaches its unit.</summary>
    public static Expression<Func<Group, bool>> WholeSeenBy(Viewer viewer)
    {
        var (me, today, stations) = (viewer.PersonId, viewer.Today, viewer.Stations);
        Expression<Func<Group, bool>> own = g => g.Members.Any(m => m.PersonId == me && (m.EndsOn == null || m.EndsOn >= today));
        if (stations.Length > 0) own = own.Or(g => g.Station != null && stations.Contains(g.Station));
        return own.Or(Sight.Within<Group>(viewer, GroupRights.Read));
    }

    public bool AddedBy(Viewer viewer) => viewer.SeatsOf(GroupRights.Manage).Contains(UnitId) || viewer.SeatsOf(GroupRights.Lead).Contains(UnitId);

    /// <summary>Whether the viewer leads it today. Asked with its members.</summary>
    public bool LedBy(Viewer viewer) => viewer.IsSystem || Members.Exists(m => m.PersonId == viewer.PersonId && m.Role == MemberRole.Leader && m.Holds(viewer.Today));

    /// <summary>Whether the viewer keeps its list, its sessions and its name: those who lead it, and those who lead the very unit where it lives.</summary>
    public bool KeptBy(Viewer viewer) => LedBy(viewer) || viewer.SeatsOf(GroupRights.Manage).Contains(UnitId);

    /// <summary>A circle of everybody who holds the post, in the field or in any, at the unit or below it.</summary>
    internal void CircleOf(PostKind post, string field) => (Field, Station) = (field, Appointment.Station(post, field, UnitId));

    public Outcome Describe(string name, string field, string purpose, Guid? goal, DateOnly from, DateOnly? until)
    {
        if (until < from) return Backwards;
        if (until is { } last && last.DayNumber - from.DayNumber > YearsMax * 366) return TooLong; // years added to the last ones of the calendar lead out of it
        (Name, Purpose, GoalId, StartsOn, EndsOn) = (name.Trim(), purpose.Trim(), goal, from, until);
        if (!IsCircle) Field = field; // a circle's field says whose it is
        SortName = SortKey.Of(Name, CountryId, Id);
        SearchText = Fold.Of(Name) is var folded && folded.Length > NameMax ? folded[..NameMax] : folded;
        return Outcome.Done;
    }

    /// <summary>Somebody becomes a member; nobody is one twice at once. Null when they are one already.</summary>
    public GroupMember? Join(Guid personId, Guid unitId, MemberRole role, DateOnly from)
    {
        if (Members.Exists(m => m.PersonId == personId && (m.EndsOn is null || m.EndsOn >= from))) return null;
        var member = new GroupMember { Id = Guid.CreateVersion7(), CountryId = CountryId, GroupId = Id, Group = this, PersonId = personId, UnitId = unitId, Role = role, StartsOn = from };
        if (EndsOn is { } last) member.Until(last);
        Members.Add(member);
        Version++; // members are rows of their own: without this two who add the same person at once would not meet
        return member;
    }

    /// <summary>Ends it: the memberships end with it, and what was planned beyond that day does not take place.</summary>
    public Outcome End(DateOnly on, string reason, DateOnly today)
    {
        if (StateOn(today) == GroupState.Ended) return IsOver;
        if (on < StartsOn || on > LastDay || on > today.AddYears(YearsMax)) return OutsidePeriod;
        if (string.IsNullOrWhiteSpace(reason)) return ReasonMissing;
        (EndedOn, EndReason) = (on, reason.Trim());
        foreach (var member in Members.Where(m => m.EndsOn is null || m.EndsOn > on)) member.Until(on < member.StartsOn ? member.StartsOn : on);
        foreach (var session in Sessions.Where(s => s.State == SessionState.Planned && s.On > on)) session.Cancel(EndReason);
        return Outcome.Done;
    }
}

public enum MemberRole
{
    [Sentence("Member")] Member,
    [Sentence("Leads it")] Leader,
}

/// <summary>Somebody who belongs to a group, from–to, and the unit that they come from.</summary>
public sealed class GroupMember : ISeen<GroupMember>, IHistoric, IVersioned
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid GroupId { get; init; }
    public Group? Group { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Where they worked when they joined.</summary>
    public required Guid UnitId { get; init; }
    public MemberRole Role { get; internal set; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => GroupId;

    public static readonly Problem NobodyChosen = new(ProblemKind.Invalid, "member.nobody", "Choose at least one person.", "People");
    public static readonly Problem NotReached = new(ProblemKind.Invalid, "member.not-reached", "Somebody chosen does not work where you see the people. Choose from the list.", "People");
    public static readonly Problem Backwards = new(ProblemKind.Invalid, "member.backwards", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem StartsOutside = new(ProblemKind.Invalid, "member.starts-outside", "This day lies outside the time of the group.", "StartsOn");

    /// <summary>Themselves, whoever sees everybody in the group, and whoever reaches the unit that they come from.</summary>
    public static Expression<Func<GroupMember, bool>> SeenBy(Viewer viewer)
    {
        var (me, units) = (viewer.PersonId, viewer.ReachOf(GroupRights.Read));
        return Group.WholeSeenBy(viewer).Through((GroupMember m) => m.Group!).Or(m => m.PersonId == me || units.Contains(m.UnitId));
    }

    public bool AddedBy(Viewer viewer) => Group?.KeptBy(viewer) == true;

    public bool Holds(DateOnly day) => StartsOn <= day && (EndsOn is null || day <= EndsOn);

    internal void Until(DateOnly? day) => EndsOn = day;

    public Outcome Change(MemberRole role, DateOnly? until)
    {
        if (until < StartsOn) return Backwards;
        if (until > Group!.LastDay) return Group.OutsidePeriod with { Field = "EndsOn" };
        (Role, EndsOn) = (role, until ?? Group.LastDay);
        return Outcome.Done;
    }
}

public static class GroupRights
{
    /// <summary>Sees which groups there are.</summary>
    public const string Read = "groups.read";

    /// <summary>Keeps the groups of the own unit.</summary>
    public const string Manage = "groups.manage";

    /// <summary>Sets up groups where the post is held, and leads them.</summary>
    public const string Lead = "groups.lead";
}

[Sentence("{0} set up the group.")] public sealed record GroupStarted : IRecorded;
[Sentence("{0} made the role circle from the posts.")] public sealed record CircleConvened : IRecorded;
[Sentence("{0} changed the group.")] public sealed record GroupChanged : IRecorded;
[Sentence("{0} ended the group with {1}.")] public sealed record GroupEnded(DateOnly On) : IRecorded;
[Sentence("{0} added members; {1} in number.")] public sealed record MembersAdded(int Number) : IRecorded;
[Sentence("{0} changed a membership.")] public sealed record MembershipChanged : IRecorded;

sealed class GroupMapping : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> group)
    {
        group.ToTable("groups");
        group.Property(g => g.Name).HasMaxLength(Group.NameMax);
        group.Property(g => g.SortName).HasMaxLength(SortKey.MaxLength);
        group.Property(g => g.SearchText).HasMaxLength(Group.NameMax).ForSearch();
        group.Property(g => g.Field).HasMaxLength(40);
        group.Property(g => g.Purpose).HasMaxLength(Group.PurposeMax);
        group.Property(g => g.EndReason).HasMaxLength(Group.ReasonMax);
        group.Property(g => g.Station).HasMaxLength(Group.StationMax);
        group.Ignore(g => g.LastDay).Ignore(g => g.IsCircle);
        group.HasIndex(g => g.SortName);
        group.HasIndex(g => g.UnitId);
        group.HasIndex(g => g.Station).IsUnique().HasFilter("ended_on IS NULL"); // one circle of the same posts; asked first, and held here when two ask at once
        group.HasMany(g => g.Members).WithOne(m => m.Group).HasForeignKey(m => m.GroupId);
        group.HasMany(g => g.Sessions).WithOne(s => s.Group).HasForeignKey(s => s.GroupId);
    }
}

sealed class GroupMemberMapping : IEntityTypeConfiguration<GroupMember>
{
    public void Configure(EntityTypeBuilder<GroupMember> member)
    {
        member.ToTable("group_members");
        member.HasIndex(m => m.GroupId);
        member.HasIndex(m => m.PersonId);
        member.HasIndex(m => m.UnitId);
    }
}
