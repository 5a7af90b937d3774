using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Groups;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;

namespace Balsts.Demo;

/// <summary>
/// Four groups: an association of teachers of science from three schools, whose coordinator’s sessions stand in the ledger; a learning group of one
/// school, led by a teacher without a post; the circle of a municipality’s technology mentors; and a network in Baku that meets online.
/// </summary>
sealed class DemoGroups
{
    readonly AppDb db;
    readonly DateOnly today;

    DemoGroups(AppDb db, CountryPacks packs, TimeProvider clock) => (this.db, today) = (db, packs["LV"].Today(clock));

    public static void Add(AppDb db, CountryPacks packs, TimeProvider clock)
    {
        var demo = new DemoGroups(db, packs, clock);
        demo.AddAssociation();
        demo.AddLearningGroup();
        demo.AddCircle();
        demo.AddNetwork();
    }

    void AddAssociation()
    {
        var group = Start("science association", "LV", "gauja", GroupKind.SubjectAssociation, null, "Dabaszinātņu skolotāju metodiskā apvienība", "science", "Trīs skolu skolotāji kopā veido un izmēģina pētniecības uzdevumus.", null, "municipality", "amata 2", "amata");
        Join(group, "gaujmala 4", "gaujmala");
        Join(group, "gaujmala 5", "gaujmala");
        Join(group, "mezmala 2", "mezmala");
        Join(group, "mezmala 5", "mezmala");
        Join(group, "amata 6", "amata");
        Join(group, "mezmala 7", "mezmala").Until(today.AddDays(-20));
        Hold(group, "association 1", today.AddDays(-34), "Amatas ielas Valsts ģimnāzija, 214. kabinets", "Pētniecības uzdevumi 7. klasē", "amata 2", "science coordinator", ("gaujmala 4", "gaujmala"), ("mezmala 2", "mezmala"), ("mezmala 7", "mezmala"), ("amata 6", "amata"));
        Hold(group, "association 2", today.AddDays(-6), "Gaujmalas vidusskola, bibliotēka", "Skolēnu darbu vērtēšana kopā", "amata 2", "science coordinator", ("gaujmala 4", "gaujmala"), ("gaujmala 5", "gaujmala"), ("mezmala 2", "mezmala"), ("mezmala 5", "mezmala"));
        Plan(group, "association 3", today.AddDays(16), "Mežmalas pamatskola", false, "Eksperiments bez laboratorijas", "amata 2");
    }

    void AddLearningGroup()
    {
        var group = Start("learning group", "LV", "gaujmala", GroupKind.LearningGroup, null, "Stundas ieraksts: skatāmies kopā", "edtech", "Katrs reizi mēnesī parāda piecas minūtes no savas stundas; pārējie saka, ko redzēja skolēnos.", "gaujmala goal", "head", "teacher", "gaujmala");
        foreach (var member in new[] { "gaujmala 0", "gaujmala 1", "gaujmala 2" }) Join(group, member, "gaujmala");
        group.Join(DemoWorld.Id("mentor"), DemoWorld.Id("gaujmala"), MemberRole.Member, today.AddDays(-2)); // she joined after the session that fell out
        Hold(group, "learning group 1", today.AddDays(-13), "Skolotāju istaba", "Kā skolēni izskaidro risinājumu", "teacher", null, ("gaujmala 0", "gaujmala"), ("gaujmala 1", "gaujmala"));
        var off = Plan(group, "learning group 2", today.AddDays(-3), "Skolotāju istaba", false, "Otrais ieraksts", "teacher");
        off.Cancel("Divi no četriem bija slimi.");
        db.RecordAt(DemoMonths.As("teacher", "LV"), new SessionCancelled(off.On), off);
        Plan(group, "learning group 3", today.AddDays(8), "Skolotāju istaba", false, "Otrais ieraksts", "teacher");
    }

    void AddCircle()
    {
        foreach (var (person, school) in new[] { ("mezmala 4", "mezmala"), ("upesciems 5", "upesciems") })
        {
            var post = new Appointment { Id = DemoWorld.Id($"{school} mentor"), CountryId = "LV", PersonId = DemoWorld.Id(person), Post = PostKind.TechnologyMentor, UnitId = DemoWorld.Id(school), AppointedByUnitId = DemoWorld.Id("gauja"), AppointedById = DemoWorld.Id("municipality"), Field = "edtech", Load = 200, StartsOn = today.AddMonths(-3) };
            post.LastsUntil(today.AddMonths(9));
            db.Add(Viewer.System, post);
            db.Record(Viewer.System, new PersonAppointed(post.PersonId), post);
        }
        var group = Start("mentors' circle", "LV", "gauja", GroupKind.RoleCircle, PostKind.TechnologyMentor, "Gaujas novada izglītības tehnoloģiju mentoru loks", "", "Mentori palīdz cits citam: kas skolā izdevās, kas ne, ko aizgūt.", null, "municipality", "municipality", "gauja");
        Hold(group, "circle 1", today.AddDays(-20), "Novada izglītības pārvalde", "Ko mentors dara pirmajā mēnesī", "municipality", null, ("mentor", "gaujmala"), ("mezmala 4", "mezmala"));
        Plan(group, "circle 2", today.AddDays(11), "", true, "Mākslīgais intelekts stundas plānošanā", "municipality");
    }

    void AddNetwork()
    {
        var group = Start("baku network", "AZ", "itt", GroupKind.Network, null, "Rəqəmsal qiymətləndirmə şəbəkəsi", "edtech", "Məktəblər rəqəmsal qiymətləndirmə üzrə hazırladıqlarını bir-biri ilə bölüşür.", null, "manager", "projectmentor", "itt");
        foreach (var (person, school) in new[] { ("projecthead", "baku62"), ("projectteacher", "baku62"), ("baku145 0", "baku145"), ("baku18 0", "baku18") }) Join(group, person, school);
        Plan(group, "network 1", today.AddDays(5), "", true, "Qısa testlər: nümunələr və səhvlər", "projectmentor");
    }

    Group Start(string key, string country, string unit, GroupKind kind, PostKind? post, string name, string field, string purpose, string? goal, string by, string leader, string leadersUnit)
    {
        var group = new Group { Id = DemoWorld.Id(key), CountryId = country, UnitId = DemoWorld.Id(unit), Kind = kind, Post = post };
        if (post is { } held) group.CircleOf(held, field);
        group.Describe(name, field, purpose, goal is null ? null : DemoWorld.Id(goal), today.AddDays(-60), null);
        group.Join(DemoWorld.Id(leader), DemoWorld.Id(leadersUnit), MemberRole.Leader, group.StartsOn);
        db.Add(Viewer.System, group);
        db.Record(DemoMonths.As(by, country), post is null ? new GroupStarted() : new CircleConvened(), group);
        return group;
    }

    static GroupMember Join(Group group, string person, string unit) => group.Join(DemoWorld.Id(person), DemoWorld.Id(unit), MemberRole.Member, group.StartsOn)!;

    GroupSession Plan(Group group, string key, DateOnly on, string place, bool online, string topic, string by)
    {
        var session = new GroupSession { Id = DemoWorld.Id(key), CountryId = group.CountryId, GroupId = group.Id, Group = group };
        session.Plan(Weekday(on), new(15, 30), 90, place, online, topic);
        db.Add(Viewer.System, session);
        db.RecordAt(DemoMonths.As(by, group.CountryId), new SessionPlanned(session.On), session);
        return session;
    }

    /// <param name="under">The appointment of whoever led it; null where they hold none that gives support.</param>
    void Hold(Group group, string key, DateOnly on, string place, string topic, string by, string? under, params (string Person, string Unit)[] came)
    {
        var session = Plan(group, key, on, place, false, topic, by);
        session.Hold(90, topic, came.ToDictionary(c => DemoWorld.Id(c.Person), c => DemoWorld.Id(c.Unit)), DemoWorld.Id(by), today);
        db.RecordAt(DemoMonths.As(by, group.CountryId), new SessionHeld(session.On, came.Length), session);
        if (under is null) return;
        var activity = new Activity { Id = DemoWorld.Id($"{key} activity"), CountryId = group.CountryId, UnitId = group.UnitId, AuthorId = DemoWorld.Id(by), AppointmentId = DemoWorld.Id(under), LoggedAt = session.On.ToDateTime(new(16, 0), DateTimeKind.Utc), OfGathering = true };
        activity.Describe(session.On, session.Minutes, ActivityKind.GroupSession, false, group.Field, topic, today);
        activity.With(came.Select(c => DemoWorld.Id(c.Person)));
        activity.Serve(null, null, group.Id, ActivityOutcome.NotSaid);
        activity.Began(session.At);
        db.Add(Viewer.System, activity);
        db.Record(DemoMonths.As(by, group.CountryId), new ActivityLogged(), activity);
        session.InLedger(activity.Id);
    }

    /// <summary>Groups meet on working days: one that would fall on a weekend is on the Friday before.</summary>
    static DateOnly Weekday(DateOnly on) => on.DayOfWeek switch { DayOfWeek.Saturday => on.AddDays(-1), DayOfWeek.Sunday => on.AddDays(-2), _ => on };
}
