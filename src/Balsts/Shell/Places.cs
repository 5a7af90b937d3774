using Balsts.Privacy;
using Foundation.Languages;
using Foundation.Viewers;

namespace Balsts.Shell;

/// <summary>An entry of the rail as it stands on one page.</summary>
public sealed record Place(string Address, string Icon, string Text, bool IsHere);

/// <summary>Where this person can go: the desk, then the rooms from the top of the house down, because daily work lives in the upper ones.</summary>
public static class Places
{
    static readonly MenuItem Desk = new("/", "desk", Texts.Id("Desk"));

    /// <summary>Pages of everybody that stand outside the rail.</summary>
    static readonly MenuItem[] Own = [new("/notifications", "bell", Texts.Id("Notifications")), new("/profile", "language", Texts.Id("Profile and language")), new("/help", "help-circle", Texts.Id("Help")), new("/privacy", "eye", Texts.Id("Privacy")),
        new(TracePage.Url, "eye", Texts.Id("Who read what")), new(MyDataPage.Url, "download", Texts.Id("What is held on me"))];

    /// <summary>The rail's entries and the pages of everybody.</summary>
    public static IEnumerable<MenuItem> Everywhere(Viewer viewer) => [.. InRail(viewer), .. Own];

    static MenuItem[] InRail(Viewer viewer) => [Desk, .. House.Rooms.Reverse().SelectMany(room => room.Menu).Where(item => item.IsFor(viewer)).DistinctBy(item => item.Address)];

    public static Place[] Of(Viewer viewer, string path)
    {
        var open = InRail(viewer);
        var here = open.Where(item => Holds(item.Address, path)).MaxBy(item => item.Address.Length);
        return [.. open.Select(item => new Place(item.Address, item.Icon, item.Text, item == here))];
    }

    static bool Holds(string address, string path) => path == address || (address != "/" && path.StartsWith(address + "/", StringComparison.Ordinal));
}
