namespace Foundation.Web;

/// <summary>Where to go on after a sign-in: an address within this site, never another one.</summary>
public static class Next
{
    public static string Of(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : "/";
}
